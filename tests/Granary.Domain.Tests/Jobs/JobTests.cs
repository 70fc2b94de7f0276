using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Granary.Domain.Tests.Jobs;

/// <summary>Schedule and backups as one job.</summary>
public sealed class JobTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero); // a Monday, after the window
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Marc = new(ActorKind.Person, "marc", "Marc Delorme");
    private static readonly Recurrence Mondays = new Recurrence.TwiceAMonth(DayOfWeek.Monday);

    private static readonly TenantTerms Terms = new(
        new TenantProfile(new TenantId("eu", "acme"), "Acme", "Asia/Kolkata", "IN", Edition.Ultimate), new Plans(), Window.Default, new RetentionPolicy());

    private static readonly JsonSerializerOptions AsStored = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private readonly Tenant tenant = new();

    [Fact]
    public void A_tenant_that_did_nothing_has_none() => Assert.Null(tenant.Job(Terms));

    [Fact]
    public void A_schedule_says_its_first_and_its_next_run_in_the_tenants_zone_and_who_saved_it()
    {
        Save();
        var first = tenant.NextRun(Terms)!.DueAt;

        var before = tenant.Job(Terms)!;
        tenant.Tick(Terms, first);
        End(tenant.OpenBackup()!.Id, first.AddMinutes(1));
        var after = tenant.Job(Terms)!;

        Assert.Equal(new Job(new JobId(1), JobState.Scheduled, Mondays, first, first, new NumberedActor(1, "Sophia Isha")), before);
        Assert.Equal(before with { NextRun = first.AddDays(14) }, after);
        Assert.Equal(TimeSpan.FromHours(5.5), after.FirstRun!.Value.Offset);
    }

    [Fact]
    public void A_run_of_the_schedule_is_the_schedules_and_a_backup_beside_it_its_own()
    {
        Save();
        tenant.Tick(Terms, tenant.NextRun(Terms)!.DueAt);
        var running = tenant.Job(Terms)!;
        End(tenant.OpenBackup()!.Id, tenant.NextRun(Terms)!.DueAt.AddDays(-13));
        var single = Request(Marc, tenant.NextRun(Terms)!.DueAt.AddDays(-12));

        Assert.Equal((new JobId(1), JobState.InProgress), (running.Id, running.State));
        Assert.Equal(new Job(JobId.Of(single), JobState.InProgress, null, null, null, new NumberedActor(2, "Marc Delorme")), tenant.Job(Terms));
    }

    [Fact]
    public void What_came_last_is_shown_once_nothing_goes_on()
    {
        Save();
        var first = Request(Sophia, Now);
        End(first, Now.AddMinutes(1));
        tenant.StopSchedule(Sophia, Terms, Now.AddMinutes(2));
        var stopped = tenant.Job(Terms)!;
        var second = Request(Sophia, Now.AddMinutes(3));
        End(second, Now.AddMinutes(4));

        Assert.Equal((new JobId(1), JobState.Stopped, Mondays, null), (stopped.Id, stopped.State, stopped.Recurrence, stopped.NextRun));
        Assert.NotNull(stopped.FirstRun);
        Assert.Equal((JobId.Of(second), JobState.Failed), (tenant.Job(Terms)!.Id, tenant.Job(Terms)!.State));
    }

    [Fact]
    public void A_stop_that_cancels_a_run_that_waited_is_the_schedules()
    {
        Save();
        var due = tenant.NextRun(Terms)!.DueAt;
        tenant.Tick(Terms, due);

        Assert.Equal(CancelAnswer.Cancelled, tenant.CancelJob(Sophia, new JobId(1), Terms, due));
        Assert.Equal((new JobId(1), JobState.Stopped), (tenant.Job(Terms)!.Id, tenant.Job(Terms)!.State));
    }

    [Fact]
    public void Schedules_and_backups_are_cancelled_by_their_numbers()
    {
        Save();
        var queued = Request(Sophia, Now);

        Assert.Equal(CancelAnswer.Unknown, tenant.CancelJob(Sophia, new JobId(2), Terms, Now));
        Assert.Equal(CancelAnswer.Unknown, tenant.CancelJob(Sophia, new JobId(queued.Value + 1), Terms, Now));
        Assert.Equal(CancelAnswer.Cancelled, tenant.CancelJob(Sophia, JobId.Of(queued), Terms, Now));
        Assert.Equal(CancelAnswer.AlreadyCancelled, tenant.CancelJob(Sophia, JobId.Of(queued), Terms, Now));
        var running = Request(Sophia, Now);
        tenant.Start(running, Now);
        Assert.Equal(CancelAnswer.InProgress, tenant.CancelJob(Sophia, JobId.Of(running), Terms, Now));
        Assert.Equal(CancelAnswer.InProgress, tenant.CancelJob(Sophia, new JobId(1), Terms, Now));
        End(running, Now);
        Assert.Equal(CancelAnswer.Ended, tenant.CancelJob(Sophia, JobId.Of(running), Terms, Now));
        Assert.Equal(CancelAnswer.Cancelled, tenant.CancelJob(Sophia, new JobId(1), Terms, Now));
        Assert.Equal(CancelAnswer.AlreadyCancelled, tenant.CancelJob(Sophia, new JobId(1), Terms, Now));
        Save();
        Assert.Equal(CancelAnswer.AlreadyCancelled, tenant.CancelJob(Sophia, new JobId(1), Terms, Now));
        Assert.NotNull(tenant.NextRun(Terms));
    }

    [Fact]
    public void Numbers_of_people_stay_theirs_and_kinds_are_told_apart()
    {
        var sophia = tenant.Numbering(Sophia);
        var program = tenant.Numbering(new Actor(ActorKind.Token, "sophia", "Nightly"));
        var restored = JsonSerializer.Deserialize<Tenant>(JsonSerializer.Serialize(tenant, AsStored), AsStored)!;

        Assert.Equal((1, 2), (sophia.Number, program.Number));
        Assert.Equal(new NumberedActor(1, "Sophia Miller"), restored.Numbering(Sophia with { Name = "Sophia Miller" }));
        Assert.Equal(3, restored.Numbering(Marc).Number);
    }

    [Fact]
    public void A_tenant_takes_one_number_for_ever()
    {
        Assert.True(tenant.TakeNumber(7));
        Assert.False(tenant.TakeNumber(8));
        Assert.Equal(7, JsonSerializer.Deserialize<Tenant>(JsonSerializer.Serialize(tenant, AsStored), AsStored)!.Number);
    }

    [Fact]
    public void A_tenant_that_was_stored_before_there_were_numbers_gets_them_and_knows_from_the_log_who_saved_its_schedule()
    {
        Save();
        var json = JsonSerializer.SerializeToNode(tenant, AsStored)!.AsObject();
        json.Remove(nameof(Tenant.Number));
        json.Remove(nameof(Tenant.Numbered));
        json[nameof(Tenant.Schedule)]!.AsObject().Remove(nameof(Schedule.SavedBy));

        var old = json.Deserialize<Tenant>(AsStored)!;

        Assert.Equal(0, old.Number);
        Assert.Equal(new NumberedActor(1, "Sophia Isha"), old.Job(Terms)!.Requester);
        old.Log.Entries.Clear();
        Assert.Equal("Granary", old.Job(Terms)!.Requester.Name);
    }

    [Fact]
    public void History_tells_what_was_asked_what_became_of_it_and_what_was_paid()
    {
        Save();
        var due = tenant.NextRun(Terms)!.DueAt;
        tenant.Tick(Terms, due);
        var run = tenant.OpenBackup()!.Id;
        tenant.Start(run, due);
        Publish(run, due.AddMinutes(1));
        var single = Request(Marc, due.AddMinutes(2));
        End(single, due.AddMinutes(3));
        tenant.RecordDownload(run, "Data_001.zip", Marc, due.AddMinutes(4));
        var cancelled = Request(Marc, due.AddMinutes(5));
        tenant.CancelJob(Marc, JobId.Of(cancelled), Terms, due.AddMinutes(6));
        tenant.StopSchedule(Sophia, Terms, due.AddMinutes(7));
        foreach (var bought in new[] { new PurchaseSummary(new Money(30, "EUR"), 3, Weekly: false, Edition: null), new PurchaseSummary(new Money(12, "EUR"), 0, Weekly: true, Edition: null) })
            tenant.Log.Entries.Add(new LogEntry(++tenant.Log.Last, due.AddMinutes(8), LogEvent.Purchased, Marc, null, bought.ToString()));

        var filter = Tenant.JobFilter(due.AddMinutes(9));
        var told = tenant.Log.Entries.Where(filter.Lets).Select(entry => tenant.JobEntryOf(entry, Terms)).ToList();

        Assert.Equal(
            [
                (JobEvent.Scheduled, "Sophia Isha", false, (Rhythm?)Rhythm.TwoWeekly, (int?)null, (string?)null),
                (JobEvent.Completed, "Sophia Isha", false, Rhythm.TwoWeekly, null, "Data_001.zip"),
                (JobEvent.Scheduled, "Marc Delorme", true, null, null, null),
                (JobEvent.Failed, "Marc Delorme", true, null, null, null),
                (JobEvent.Scheduled, "Marc Delorme", true, null, null, null),
                (JobEvent.Stopped, "Marc Delorme", true, null, null, null),
                (JobEvent.Stopped, "Sophia Isha", false, Rhythm.TwoWeekly, null, null),
                (JobEvent.Purchased, "Marc Delorme", false, null, 3, null),
                (JobEvent.Purchased, "Marc Delorme", false, null, null, null),
            ],
            told.Select(entry => (entry.Event, entry.By.Name, entry.IsSingle, entry.Rhythm, entry.Units, entry.File)));
        Assert.Equal(tenant.Log.Entries.Where(filter.Lets).Select(entry => entry.Number), told.Select(entry => entry.Number));
        Assert.All(told, entry => Assert.Equal(TimeSpan.FromHours(5.5), entry.At.Offset));
    }

    [Fact]
    public void History_forgets_what_is_older_than_a_year()
    {
        Save();
        var entry = tenant.Log.Entries[0];

        Assert.True(Tenant.JobFilter(Now.AddDays(365)).Lets(entry));
        Assert.False(Tenant.JobFilter(Now.AddDays(365).AddTicks(1)).Lets(entry));
    }

    [Fact]
    public void Only_what_can_be_downloaded_now_is_offered()
    {
        var first = Request(Sophia, Now);
        Publish(first, Now);
        End(Request(Sophia, Now.AddDays(1)), Now.AddDays(1));

        Assert.Equal(first, tenant.Downloadable(Now.AddDays(7).AddTicks(-1))!.Id);
        Assert.Null(tenant.Downloadable(Now.AddDays(7)));
    }

    [Fact]
    public void Messages_go_through_Orleans_whole()
    {
        Save();
        var job = tenant.Job(Terms)!;
        var entry = tenant.JobEntryOf(tenant.Log.Entries[0], Terms);
        var serializer = Services.GetRequiredService<Serializer>();

        Assert.Equal(job, serializer.Deserialize<Job>(serializer.SerializeToArray(job)));
        Assert.Equal(entry, serializer.Deserialize<JobEntry>(serializer.SerializeToArray(entry)));
        Assert.Equal(job.FirstRun!.Value.Offset, serializer.Deserialize<Job>(serializer.SerializeToArray(job))!.FirstRun!.Value.Offset);
    }

    private void Save() => Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Sophia, Mondays, null, Terms, Now));

    private BackupId Request(Actor actor, DateTimeOffset at) => Assert.IsType<BackupAnswer.Accepted>(tenant.Request(actor, BackupOrigin.OnDemand, at, Terms, at)).Id;

    private void End(BackupId backup, DateTimeOffset at) => tenant.Fail(backup, 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), Terms, at);

    private void Publish(BackupId backup, DateTimeOffset at) => tenant.Publish(
        backup, new Publication(1, at, at, 1, 1, [new ArchiveFile("Data_001.zip", 1, new string('0', 64)), new ArchiveFile("manifest.json", 1, new string('0', 64))], [], 0), Terms);
}
