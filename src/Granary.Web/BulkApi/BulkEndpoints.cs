using System.Security.Claims;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.SignIn;

namespace Granary.Web.BulkApi;

/// <summary>
/// What clients ask of one job is asked here of the schedule and the backups, by the same decisions as from the pages and from
/// <c>/api/v1</c>.
/// </summary>
internal sealed class BulkEndpoints(IGrainFactory grains, TimeProvider time)
{
    public static async Task<IResult> ScheduleAsync(HttpRequest request, ClaimsPrincipal user, BulkEndpoints endpoints) =>
        await ScheduleBody.ReadAsync(request) switch
        {
            { Error: { } error } => error.ToResult(),
            { Recurrence: { } recurrence } => await endpoints.SaveAsync(CallerOf(user), recurrence),
            _ => await endpoints.StartAsync(CallerOf(user)),
        };

    public static async Task<IResult> GetAsync(ClaimsPrincipal user, BulkEndpoints endpoints)
    {
        if (await endpoints.JobsOf(user).GetJob() is not { } job) return TypedResults.NoContent();

        return BulkAnswer.Of(new
        {
            Backup = new
            {
                Id = job.Id.ToString(),
                Rrule = JobWords.RuleOf(job.Recurrence),
                StartDate = BulkAnswer.Moment(job.FirstRun),
                ScheduledDate = BulkAnswer.Moment(job.NextRun),
                Status = JobWords.StatusOf(job.State),
                Requester = BulkAnswer.User(job.Requester),
            },
        });
    }

    public static async Task<IResult> HistoryAsync(HttpRequest request, ClaimsPrincipal user, BulkEndpoints endpoints)
    {
        var page = HistoryPage.Of(request.Query);
        if (page.Error is { } error) return error.ToResult();

        var history = await endpoints.JobsOf(user).GetHistory(page.Number, page.Size);
        return BulkAnswer.Of(new
        {
            History = history.Entries.Select(entry => new
            {
                Id = BulkAnswer.Number(entry.Number),
                DoneBy = BulkAnswer.User(entry.By),
                LogTime = BulkAnswer.Moment(entry.At),
                State = JobWords.StateOf(entry.Event),
                Action = JobWords.ActionOf(entry.Event),
                RepeatType = JobWords.RepeatOf(entry),
                Count = entry.Units,
                FileName = entry.File,
            }),
            Info = new { Page = page.Number, PerPage = page.Size, Count = history.Entries.Count, MoreRecords = history.HasMore },
        });
    }

    public static async Task<IResult> UrlsAsync(HttpRequest request, ClaimsPrincipal user, BulkEndpoints endpoints)
    {
        if (await endpoints.JobsOf(user).GetFiles() is not { } files) return TypedResults.NoContent();

        string[] Links(string of) => files.Names.Where(name => name.StartsWith(of, StringComparison.Ordinal))
            .Select(name => request.Absolute(BulkDownload.PathOf(files.Tenant, files.Backup, name)).AbsoluteUri).ToArray();
        return BulkAnswer.Of(new
        {
            Urls = new { DataLinks = Links("Data_"), AttachmentLinks = Links("Attachments_"), ExpiryDate = BulkAnswer.Moment(files.ExpiresAt) },
        });
    }

    public static async Task<IResult> CancelAsync(string id, ClaimsPrincipal user, BulkEndpoints endpoints) =>
        JobId.TryParse(id, out var job) ? await endpoints.StopAsync(CallerOf(user), job) : BulkError.ResourceNotFound.ToResult();

    private async Task<IResult> SaveAsync(Caller caller, Recurrence recurrence) =>
        await grains.Api(caller.Tenant).ReplaceSchedule(caller.Actor, recurrence, from: null, expected: []) switch
        {
            ScheduleAnswer.Saved { Schedule: var schedule } => BulkAnswer.Done(JobId.Of(schedule), "Backup scheduled successfully."),
            ScheduleAnswer.NotExpected { Version: { } version } => BulkError.AlreadyScheduled(new JobId(version)).ToResult(),
            ScheduleAnswer.NotCovered { Refusal: var refusal } => ErrorOf(refusal).ToResult(),
            var other => throw new InvalidOperationException($"{other} is no answer to this."),
        };

    private async Task<IResult> StartAsync(Caller caller) => await grains.Tenant(caller.Tenant).RequestBackup(caller.Actor, BackupOrigin.OnDemand, time.GetUtcNow()) switch
    {
        BackupAnswer.Accepted { Id: var backup } => BulkAnswer.Done(JobId.Of(backup), "Backup scheduled successfully."),
        BackupAnswer.AlreadyRunning { Id: var running } => BulkError.InProgress(JobId.Of(running)).ToResult(),
        BackupAnswer.NothingLeft { Refusal: var refusal } => ErrorOf(refusal).ToResult(),
        var other => throw new InvalidOperationException($"{other} is no answer to this."),
    };

    private async Task<IResult> StopAsync(Caller caller, JobId job) => await grains.Jobs(caller.Tenant).CancelJob(caller.Actor, job) switch
    {
        CancelAnswer.Cancelled => BulkAnswer.Done(job, "Backup stopped successfully."),
        CancelAnswer.AlreadyCancelled => BulkError.AlreadyCancelled(job).ToResult(),
        CancelAnswer.InProgress => BulkError.InProgress(job).ToResult(),
        CancelAnswer.Ended => BulkError.NotAllowed("The backup has ended.").ToResult(),
        _ => BulkError.ResourceNotFound.ToResult(),
    };

    private static BulkError ErrorOf(QuotaRefusal refusal) => refusal.Reason switch
    {
        RefusalReason.NoSubscription => BulkError.NotAllowed("A weekly schedule of this edition is paid by the weekly subscription, and there is none."),
        RefusalReason.WeekTaken => BulkError.AlreadyUsed,
        _ => BulkError.LimitReached,
    };

    private ITenantJobs JobsOf(ClaimsPrincipal user) => grains.Jobs(CallerOf(user).Tenant);

    // The policy lets nobody through who has no tenant.
    private static Caller CallerOf(ClaimsPrincipal user) =>
        Visitor.Of(user) is { Tenant: { } tenant } visitor ? new Caller(tenant, visitor.Actor) : throw new InvalidOperationException("Nobody without a tenant comes here.");

    private sealed record Caller(TenantId Tenant, Actor Actor);
}
