using System.Globalization;
using CsCheck;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>The ledger and the simple second implementation, told the same in any order.</summary>
public sealed class SimpleQuotaTests
{
    private static readonly string[] Editions = [Edition.Free, Edition.Standard, Edition.Enterprise, Edition.Ultimate];
    private static readonly string[] Schedules = ["weekly Monday", "weekly Friday", "two-weekly Monday", "two-weekly Sunday", "monthly 15", "monthly 31", "monthly first Monday"];
    private static readonly string[] Ends = ["ready", "ready", "damaged", "failed", "cancelled"];

    [Fact]
    public void Whatever_happens_in_whatever_order_the_ledger_and_the_simple_purse_agree() =>
        Gen.Const(() => (new Told(), new SimpleQuota())).SampleModelBased(
            [
                Gen.Int[0, 20].Operation<Told, SimpleQuota>((told, days) => told.Advance(days), (purse, days) => purse.Advance(days)),
                Gen.Operation<Told, SimpleQuota>(told => told.Now(), purse => purse.Now()),
                Gen.Operation<Told, SimpleQuota>(told => told.Now(), purse => purse.Now()),
                Gen.Int[0, 9].Select(Gen.OneOf(Ends)).Operation<Told, SimpleQuota>((told, end) => told.End(end.Item1, end.Item2), (purse, end) => purse.End(end.Item1, end.Item2)),
                Gen.Int[1, 3].Operation<Told, SimpleQuota>((told, count) => told.Grant(count), (purse, count) => purse.Grant(count)),
                Gen.OneOf(Editions).Operation<Told, SimpleQuota>((told, name) => told.Become(name), (purse, name) => purse.Become(name)),
                Gen.OneOf(Schedules).Operation<Told, SimpleQuota>((told, words) => told.Save(words), (purse, words) => purse.Save(words)),
            ],
            equal: (told, purse) => told.Answers.SequenceEqual(purse.Answers) && told.Line() == purse.Line(),
            iter: 600,
            printActual: told => $"{told.Line()} | {string.Join(' ', told.Answers)}",
            printModel: purse => $"{purse.Line()} | {string.Join(' ', purse.Answers)}");

    /// <summary>A story told by the day, with its open backups in order.</summary>
    private sealed class Told
    {
        private readonly Story story = new();
        private readonly List<int> open = [];
        private DateOnly today = new(2027, 1, 1);
        private int lastId;

        public Told() => Tell("edition Standard");

        public List<string> Answers { get; } = [];

        public void Advance(int days)
        {
            var until = today.AddDays(days);
            while (story.NextRun is { } run && run <= until)
            {
                today = run;
                Take($"due {run:yyyy-MM-dd} #{++lastId}");
            }
            today = until;
        }

        public void Now() => Take($"now #{++lastId}");

        public void End(int which, string how)
        {
            if (open.Count == 0) return;
            Answers.Add(Tell($"{how} #{open[which % open.Count]}").StartsWith("Returned", StringComparison.Ordinal) ? "back" : "used");
            open.RemoveAt(which % open.Count);
        }

        public void Grant(int count) => Tell(string.Create(CultureInfo.InvariantCulture, $"units +{count}"));

        public void Become(string name) => Tell($"edition {name}");

        public void Save(string words) => Tell($"save! {words} from {today.AddDays(1):yyyy-MM-dd}");

        public string Line()
        {
            Tell("line");
            var line = story.Quota.LineAt(story.Now);
            var own = Math.Max(0, story.Plan.FreePerMonth - story.Ledger.Entries.Count(entry => entry.Take == new QuotaTake(TakeKind.Free, line.Month) && entry.ReturnedInto != line.Month));
            return $"{own} {line.FreeLeft - own} {line.UnitsLeft} {line.FreeSetAside()} {open.Count}";
        }

        private void Take(string what)
        {
            var answer = Tell(what).Split(' ')[0];
            Answers.Add(answer);
            if (answer != "refused") open.Add(lastId);
        }

        private string Tell(string what) => story.Tell($"{today:yyyy-MM-dd} {what}");
    }
}
