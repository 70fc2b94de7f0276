using System.Text.Json;
using CsCheck;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Granary.Domain.Tests.Quotas;

/// <summary>What holds whatever happens to a tenant.</summary>
public sealed class PropertyTests
{
    private const int Events = 120;
    private static readonly Gen<int> Seed = Gen.Int[0, 1_000_000];
    private static readonly DateOnly Day = new(2027, 3, 10);
    private static readonly Moment Noon = new(Day, new DateTimeOffset(2027, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Free_backups_taken_in_a_month_never_exceed_the_highest_allowance_in_force_and_the_extra_ones() => Seed.Sample(seed =>
    {
        var highest = new Dictionary<Month, int>();
        StoryWriter.Write(seed, 0, Events, story =>
        {
            // A late run asks under the edition of the day on which it is asked for.
            foreach (var asked in new[] { story.Now.Month(), story.Now.Month().Plus(-1) })
                highest[asked] = Math.Max(highest.GetValueOrDefault(asked), story.Plan.FreePerMonth);
            foreach (var month in story.Ledger.Entries.Select(entry => entry.Take.Month).Distinct())
            {
                Assert.True(Taken(story, TakeKind.Free, month) <= highest[month], $"{month}: more free ones than {highest[month]}");
                Assert.True(Taken(story, TakeKind.ExtraFree, month) <= story.Ledger.Entries.Count(entry => entry.ReturnedInto == month && entry.Take.Month < month));
            }
        });
    }, iter: 300);

    [Fact]
    public void The_balance_is_the_sum_of_every_entry_there_ever_was_and_never_below_zero() => Seed.Sample(seed =>
    {
        var everything = new Dictionary<BackupId, QuotaEntry>();
        StoryWriter.Write(seed, 0, 3 * Events, story =>
        {
            foreach (var entry in story.Ledger.Entries) everything[entry.Backup] = entry;
            var units = everything.Values.Where(entry => entry.Take.Kind is TakeKind.Unit).ToList();
            Assert.Equal(
                story.Ledger.UnitsGranted + story.Ledger.Lots.Sum(lot => lot.Units - lot.Reduced),
                story.Ledger.UnitsLeft() + units.Count(entry => entry.State is EntryState.Reserved) + units.Count(entry => entry.State is EntryState.Consumed));
            Assert.Equal(units.Count(entry => entry.State is EntryState.Reserved), story.Ledger.UnitsInUse());
            Assert.True(story.Ledger.UnitsLeft() >= 0);

            var folded = everything.Values.Except(story.Ledger.Entries).ToList();
            Assert.DoesNotContain(folded, entry => entry.State is EntryState.Reserved);
            Assert.Equal(
                new QuotaTotals(Used(TakeKind.Free), Used(TakeKind.ExtraFree), Used(TakeKind.Unit), Used(TakeKind.Subscription), Used(TakeKind.Covered), folded.Count(entry => entry.State is EntryState.Returned)),
                story.Ledger.Folded);

            int Used(TakeKind kind) => folded.Count(entry => entry.Take.Kind == kind && entry.State is EntryState.Consumed);
        });
    }, iter: 100);

    [Fact]
    public void A_settled_entry_is_never_changed() => Seed.Sample(seed =>
    {
        var settled = new Dictionary<BackupId, QuotaEntry>();
        StoryWriter.Write(seed, 0, Events, story =>
        {
            foreach (var entry in story.Ledger.Entries.Where(entry => entry.State is not EntryState.Reserved))
            {
                Assert.Equal(settled.GetValueOrDefault(entry.Backup, entry), entry);
                settled[entry.Backup] = entry;
            }
        });
    }, iter: 100);

    [Fact]
    public void Told_once_or_twice_it_comes_to_the_same() => Seed.Sample(seed =>
    {
        var once = new Story();
        var twice = new Story();
        foreach (var told in StoryWriter.Write(seed, 0, Events).Lines.Select(line => line.Split(" -> ")[0]))
        {
            once.Tell(told);
            twice.Tell(told);
            if (told.Contains('#', StringComparison.Ordinal)) twice.Tell(told);
            Assert.Equal(Json(once.Ledger), Json(twice.Ledger));
        }
    }, iter: 100);

    [Fact]
    public void The_order_in_which_backups_end_on_a_day_does_not_matter() => Gen.Select(
        Gen.OneOf(QuotaOutcome.Ready, QuotaOutcome.Failed, QuotaOutcome.Cancelled).Array[1, 9].SelectMany(ends => Gen.Shuffle(Enumerable.Range(0, ends.Length).ToArray()).Select(order => (ends, order))),
        Gen.Bool).Sample((backups, later) =>
    {
        var (ends, order) = backups;
        var today = later ? Day.AddMonths(1) : Day;
        Assert.Equal(Ended(Enumerable.Range(0, ends.Length)), Ended(order));

        string Ended(IEnumerable<int> sequence)
        {
            var ledger = new QuotaLedger();
            ledger.SetUnits(9);
            for (var i = 0; i < ends.Length; i++) ledger.Reserve(new BackupId(i + 1), ((QuotaDecision.Allowed)new Quota(Ultimate, ledger, null).DecideNow(Noon)).Take);
            foreach (var i in sequence) ledger.Settle(new BackupId(i + 1), ends[i], today);
            return Json(ledger);
        }
    }, iter: 1_000);

    [Fact]
    public void Of_many_askers_exactly_so_many_are_allowed_as_there_is_for_them() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 64], Gen.OneOf(Edition.Free, Edition.Standard, Edition.Ultimate), Gen.OneOf("", "weekly Monday", "two-weekly Monday", "monthly 15"))
            .Sample((units, askers, edition, schedule) =>
            {
                var story = new Story();
                story.Tell($"2027-03-10 edition {edition}");
                if (units > 0) story.Tell($"2027-03-10 units +{units}");
                if (schedule != "") story.Tell($"2027-03-10 save! {schedule} from 2027-03-11");
                var line = story.Quota.LineAt(story.Now);
                var there = line.FreeForOnDemand() + line.UnitsForOnDemand();

                var allowed = Enumerable.Range(1, askers).Count(id => !story.Tell($"2027-03-10 now #{id}").StartsWith("refused", StringComparison.Ordinal));

                Assert.Equal(Math.Min(there, askers), allowed);
                if (schedule == "") Assert.Equal(story.Plan.FreePerMonth + units, there);
            }, iter: 1_000);

    [Fact]
    public void What_is_forecast_is_what_happens_when_nothing_else_does() => Seed.Sample(seed =>
    {
        var (story, forecast) = Forecast(seed);
        if (forecast is null) return;

        var happened = new List<ForecastRun>();
        foreach (var month in forecast.Months)
        {
            var before = happened.Count;
            foreach (var run in story.Quota.Schedule!.StillDueIn(month.Month).ToList())
            {
                var renewal = story.Ledger.Subscription is { Renews: true, Periods: [.., var last] } && last.End <= run.At ? last.End : (DateTimeOffset?)null;
                if (renewal is { } end) story.Ledger.Subscription = story.Ledger.Subscription.Paid(end, run.At.AddDays(1));
                happened.Add(Happen(story, run));
            }
            var line = story.Quota.LineAt(new Moment(month.Month.LastDay(), story.Run(month.Month.LastDay()).At));
            Assert.Equal(month, Counted(month.Month, happened.Skip(before).ToList(), line.FreeForOnDemand()));
        }
        Assert.Equal(forecast.Runs.Select(run => run with { AfterRenewal = false }), happened.Take(forecast.Runs.Count));
    }, iter: 300);

    [Fact]
    public void What_the_forecast_leaves_for_on_demand_this_month_is_what_the_quota_line_says() => Seed.Sample(seed =>
    {
        var (story, forecast) = Forecast(seed);
        if (forecast is null || story.NextRun < story.Now.Month().FirstDay()) return;

        Assert.Equal(story.Quota.LineAt(story.Now).FreeForOnDemand(), forecast.Months[0].FreeForOnDemand);
    }, iter: 300);

    [Fact]
    public void A_forecast_changes_nothing() => Seed.Sample(seed =>
    {
        StoryWriter.Write(seed, 0, Events, story =>
        {
            var before = Json(story.Ledger);
            story.Tell($"{story.Now.Day:yyyy-MM-dd} forecast");
            Assert.Equal(before, Json(story.Ledger));
        });
    }, iter: 30);

    [Fact]
    public void Stored_as_json_and_read_again_after_every_event_it_decides_the_same() =>
        StoredAndReadAgain(ledger => JsonSerializer.Deserialize<QuotaLedger>(JsonSerializer.Serialize(ledger))!);

    [Fact]
    public void Stored_by_orleans_and_read_again_after_every_event_it_decides_the_same()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        StoredAndReadAgain(ledger => serializer.Deserialize<QuotaLedger>(serializer.SerializeToArray(ledger))!);
    }

    [Fact]
    public void What_the_page_is_told_travels_between_silos() => Seed.Sample(seed =>
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        StoryWriter.Write(seed, 0, Events, story =>
        {
            Assert.Equal(Words.Of(story.Quota.DecideNow(story.Now)), Words.Of(Sent(story.Quota.DecideNow(story.Now))));
            Assert.Equal(Words.Of(story.Quota.LineAt(story.Now)), Words.Of(Sent(story.Quota.LineAt(story.Now))));
            if (story.NextRun is null) return;
            Assert.Equal(Words.Of(story.Quota.Forecast(story.Now)), Words.Of(Sent(story.Quota.Forecast(story.Now))));
        });

        T Sent<T>(T answer) => serializer.Deserialize<T>(serializer.SerializeToArray(answer))!;
    }, iter: 5);

    private static Plan Ultimate => new Plans().For(Edition.Ultimate);

    private static void StoredAndReadAgain(Func<QuotaLedger, QuotaLedger> again) => Seed.Sample(seed => Assert.Equal(
        StoryWriter.Write(seed, 0, Events).Lines,
        StoryWriter.Write(seed, 0, Events, story => story.Ledger = again(story.Ledger)).Lines), iter: 20);

    /// <summary>A tenant to whom anything has happened, and what is forecast then; null when it has no schedule.</summary>
    private static (Story Story, QuotaForecast? Forecast) Forecast(int seed)
    {
        Story last = null!;
        StoryWriter.Write(seed, 0, Events, story => last = story);
        return (last, last.NextRun is null ? null : last.Quota.Forecast(last.Now));
    }

    private static ForecastRun Happen(Story story, Moment run)
    {
        var id = 1_000_000 + run.Day.DayNumber;
        var answer = story.Tell($"{run.Day:yyyy-MM-dd} 02:00 due {run.Day:yyyy-MM-dd} #{id}");
        if (story.Ledger.Find(new(id)) is not { Take: var take }) return new(run, null, Enum.Parse<RefusalReason>(answer.Split(' ')[1]), false);

        Assert.Equal("Consumed", story.Tell($"{run.Day:yyyy-MM-dd} 03:00 ready #{id}"));
        return new(run, take, null, false);
    }

    private static ForecastMonth Counted(Month month, List<ForecastRun> runs, int left)
    {
        return new(month, runs.Count, Count(TakeKind.Free) + Count(TakeKind.ExtraFree), Count(TakeKind.Covered), Count(TakeKind.Unit), Count(TakeKind.Subscription), runs.Count(run => run.Take is null), left);

        int Count(TakeKind kind) => runs.Count(run => run.Take?.Kind == kind);
    }

    private static int Taken(Story story, TakeKind kind, Month month) =>
        story.Ledger.Entries.Count(entry => entry.Take.Kind == kind && entry.Take.Month == month && entry.State is not EntryState.Returned);

    private static string Json(QuotaLedger ledger) => JsonSerializer.Serialize(ledger);
}
