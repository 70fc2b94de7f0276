using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

/// <summary>What holds for a tenant through any life.</summary>
public sealed class TenantProperties
{
    private const int Lives = 500;

    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenantTerms Free = TermsOf(Edition.Free);
    private static readonly TenantTerms Ultimate = TermsOf(Edition.Ultimate);
    private static readonly BackupState[] Outcomes = [BackupState.Ready, BackupState.ReadyWithWarnings, BackupState.Failed, BackupState.Skipped, BackupState.Cancelled];

    [Fact]
    public void Every_run_that_falls_due_has_exactly_one_outcome_and_no_other_run_has_any()
    {
        var reached = new ConcurrentDictionary<BackupState, bool>();
        TenantLife.Steps.Sample(steps =>
        {
            var life = TenantLife.Of(steps);
            life.EndOpen();

            var runs = life.Backups.Values.Where(backup => backup.Last.Occurrence is not null).ToList();
            Assert.Equal(InOrder(life.Due), InOrder(runs.Select(run => run.Last.Occurrence!.Id)));
            foreach (var run in runs) reached[Assert.Single(run.States, Outcomes.Contains)] = true;
        }, iter: Lives);

        Assert.Equal(Outcomes.Order(), reached.Keys.Order());
    }

    [Fact]
    public void Every_outcome_is_in_the_log_once_and_settles_what_the_backup_took() => TenantLife.Steps.Sample(steps =>
    {
        var life = TenantLife.Of(steps, life =>
        {
            foreach (var entry in life.Tenant.Ledger.Entries)
                Assert.Equal(life.Backups[entry.Backup].Last.IsOpen, entry.State is EntryState.Reserved);
        });
        life.EndOpen();

        foreach (var (id, (_, states)) in life.Backups)
        {
            var outcome = Assert.Single(states, Outcomes.Contains);
            Assert.Equal(EventOf(outcome), Assert.Single(life.Log.Values, entry => entry.Backup == id && Outcomes.Any(any => EventOf(any) == entry.Event)).Event);
        }
        Assert.Equal(Enumerable.Range(1, life.Log.Count).Select(number => (long)number), life.Log.Keys);
        Assert.Equal(Enumerable.Range(1, life.Notifications.Count).Select(number => (long)number), life.Notifications.Keys);
    }, iter: Lives);

    [Fact]
    public void What_is_told_of_a_backup_that_has_ended_changes_nothing_and_neither_does_the_same_instant_again() => TenantLife.Steps.Sample(steps =>
    {
        var life = TenantLife.Of(steps);
        life.EndOpen();
        life.Tenant.Tick(life.Terms, life.Now);
        var before = Json(life.Tenant);

        foreach (var (id, (last, _)) in life.Backups)
        {
            Assert.False(life.Tenant.Start(id, life.Now));
            Assert.False(life.Tenant.Publish(id, life.Published(0), life.Terms));
            Assert.False(life.Tenant.Fail(id, 0, TenantLife.Broken, life.Terms, life.Now));
            if (life.Tenant.Find(id) is not { State: BackupState.Expired, DeletedAt: null }) Assert.False(life.Tenant.Deleted(id, life.Now));
        }
        Assert.Empty(life.Tenant.Tick(life.Terms, life.Now).Accepted);
        Assert.Equal(before, Json(life.Tenant));
    }, iter: Lives);

    [Fact]
    public void Free_backups_of_a_month_never_exceed_the_highest_allowance_that_was_in_force_when_they_were_asked_for() => TenantLife.Steps.Sample(steps =>
    {
        var highest = new Dictionary<Month, int>();
        TenantLife.Of(steps, life =>
        {
            // A late run asks for the month of its day, under the edition of the day on which it is made up.
            var now = life.Terms.MomentOf(life.Now).Month();
            foreach (var month in new[] { now, now.Plus(-1) }) highest[month] = Math.Max(highest.GetValueOrDefault(month), life.Terms.Plan.FreePerMonth);

            foreach (var taken in life.Tenant.Ledger.Entries.Where(entry => entry is { Take.Kind: TakeKind.Free, State: not EntryState.Returned }).CountBy(entry => entry.Take.Month))
                Assert.True(taken.Value <= highest.GetValueOrDefault(taken.Key), $"{taken.Key}: {taken.Value} of {highest.GetValueOrDefault(taken.Key)}");
        });
    }, iter: Lives);

    [Fact]
    public void The_order_in_which_the_ends_of_several_backups_are_told_and_how_often_does_not_matter() =>
        Gen.Bool.Array[1, 6].SelectMany(ends => Gen.Shuffle(Enumerable.Range(0, ends.Length).SelectMany(i => new[] { i, i }).ToArray()).Select(order => (ends, order))).Sample((ends, order) =>
        {
            var inOrder = Ended(ends, Enumerable.Range(0, ends.Length));
            var otherwise = Ended(ends, order);

            Assert.Equal(Json(inOrder.Ledger), Json(otherwise.Ledger));
            Assert.Equal(Json(inOrder.Backups), Json(otherwise.Backups));
            Assert.Equal(Told(inOrder), Told(otherwise));
        }, iter: Lives);

    [Fact]
    public void The_vendors_figure_of_units_and_the_end_of_a_backup_that_costs_nothing_may_come_in_either_order() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5]).Sample((before, figure) =>
        {
            var (tenant, id) = WithUnitInUse(before);
            tenant.SetUnits(Sophia, figure, Noon);
            tenant.Fail(id, 0, TenantLife.Broken, Free, Noon);
            Assert.Equal(figure, tenant.Ledger.UnitsLeft());

            (tenant, id) = WithUnitInUse(before);
            tenant.Fail(id, 0, TenantLife.Broken, Free, Noon);
            tenant.SetUnits(Sophia, figure, Noon);
            Assert.Equal(figure, tenant.Ledger.UnitsLeft());
        });

    [Fact]
    public void The_vendors_figure_counts_the_unit_of_an_open_backup_and_never_takes_it_away() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5]).Sample((before, figure) =>
        {
            var (tenant, id) = WithUnitInUse(before);
            tenant.SetUnits(Sophia, figure, Noon);
            Assert.Equal((Math.Max(figure, 1) - 1, 1), (tenant.Ledger.UnitsLeft(), tenant.Ledger.UnitsInUse()));

            tenant.Publish(id, Published(id), Free);
            Assert.Equal((Math.Max(figure, 1) - 1, 0), (tenant.Ledger.UnitsLeft(), tenant.Ledger.UnitsInUse()));
        });

    private static TenantTerms TermsOf(string edition) =>
        new(new TenantProfile(new TenantId("eu", "acme"), "Acme", "Europe/Paris", "FR", edition), new Plans(), Window.Default, new RetentionPolicy());

    private static (Tenant Tenant, BackupId Open) WithUnitInUse(int units)
    {
        var tenant = new Tenant();
        tenant.SetUnits(Sophia, units, Noon);
        return (tenant, ((BackupAnswer.Accepted)tenant.Request(Sophia, BackupOrigin.OnDemand, Noon, Free, Noon)).Id);
    }

    // One on demand and runs of a weekly schedule that fell due meanwhile: all are open, and then they are told to have ended.
    private static Tenant Ended(bool[] ready, IEnumerable<int> order)
    {
        var (tenant, now) = (new Tenant(), Noon);
        tenant.SetUnits(Sophia, 1, now);
        tenant.SaveSchedule(Sophia, new Recurrence.Weekly(DayOfWeek.Monday), null, Ultimate, now);
        var open = new List<BackupId> { ((BackupAnswer.Accepted)tenant.Request(Sophia, BackupOrigin.OnDemand, now, Ultimate, now)).Id };
        while (open.Count < ready.Length)
        {
            now = tenant.NextRun(Ultimate)!.DueAt;
            open.AddRange(tenant.Tick(Ultimate, now).Accepted);
        }
        foreach (var i in order)
        {
            if (ready[i]) tenant.Publish(open[i], Published(open[i]), Ultimate);
            else tenant.Fail(open[i], 0, TenantLife.Broken, Ultimate, now);
        }
        return tenant;
    }

    // Not the same for all, so that mixing them up would be seen.
    private static Publication Published(BackupId id) => new(1, Noon, Noon, 1, id.Value, [], [], (int)(id.Value % 2));

    private static IEnumerable<(LogEvent, BackupId?, string?)> Told(Tenant tenant) =>
        tenant.Log.Entries.Select(entry => (entry.Event, entry.Backup, entry.Detail)).OrderBy(entry => entry.Backup?.Value).ThenBy(entry => entry.Event);

    private static LogEvent EventOf(BackupState outcome) => Enum.Parse<LogEvent>("Backup" + outcome);

    private static IEnumerable<OccurrenceId> InOrder(IEnumerable<OccurrenceId> runs) => runs.OrderBy(run => run.Version).ThenBy(run => run.Local);

    private static string Json<T>(T state) => JsonSerializer.Serialize(state);
}
