using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// A tenant to whom things happen, one line of text each: <c>2027-03-10 14:05 now #1</c>. Told a line, it answers with what
/// the rules decided. The tables of cases are written in these lines, and so is what the model in Python judges.
/// </summary>
/// <remarks>
/// <c>edition E</c>, <c>units +n|-n|=n</c>, <c>paid from to</c>, <c>renewing</c>, <c>ending</c>; <c>save schedule from day</c>
/// (<c>save!</c>: also if nothing pays for it), <c>stop</c>; <c>now #id</c>, <c>due day #id</c>, <c>missed day</c>; <c>ready|damaged|failed|cancelled #id</c>;
/// <c>line</c>, <c>forecast</c>. Without a time of day it is noon; runs fall due at two in the morning.
/// </remarks>
internal sealed class Story
{
    private const int KnownMonths = 9;
    private readonly Plans plans = new();
    private readonly TimeSpan zone;
    private string edition = Edition.Standard;
    private Repeat? repeat;
    private DateOnly begins;
    private DateOnly? decidedThrough;

    public Story(TimeSpan zone = default) => this.zone = zone;

    public QuotaLedger Ledger { get; set; } = new();

    public Plan Plan => plans.For(edition);

    public Moment Now { get; private set; }

    public Quota Quota => QuotaAt(Now);

    public DateOnly? NextRun => Known(Now)?.StillDue().Select(run => (DateOnly?)run.Day).FirstOrDefault();

    public string Tell(string line)
    {
        var words = line.Split(' ');
        var hasTime = words[1].Length == 5 && words[1][2] == ':';
        Now = At(words[0] + "T" + (hasTime ? words[1] : "12:00"));
        return Tell(words[(hasTime ? 2 : 1)..]);
    }

    public Moment Run(DateOnly day) => new(day, new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), zone));

    private string Tell(string[] words)
    {
        switch (words)
        {
            case ["edition", var name]: edition = name; return "ok";
            case ["units", var change]: return Units(change);
            case ["paid", var start, var end]: Ledger.Subscription = Ledger.Subscription.Paid(At(start).At, At(end).At); return "ok";
            case ["renewing"]: Ledger.Subscription = Ledger.Subscription.Renewing(); return "ok";
            case ["ending"]: Ledger.Subscription = Ledger.Subscription.Ending(); return "ok";
            case ["save" or "save!", .. var schedule, "from", var start]: return Save(Repeat.Parse(string.Join(' ', schedule)), Day(start), words[0] == "save!");
            case ["stop"]: repeat = null; return "ok";
            case ["now", var id]: return Take(Id(id), Ledger.Find(Id(id)) is null ? Quota.DecideNow(Now) : null);
            case ["due", var day, var id]: return Due(Run(Day(day)), Id(id));
            case ["missed", var day]: decidedThrough = Day(day); return "ok";
            case ["ready", var id]: return Settle(id, QuotaOutcome.Ready);
            case ["damaged", var id]: return Settle(id, QuotaOutcome.ReadyWithoutModule);
            case ["failed", var id]: return Settle(id, QuotaOutcome.Failed);
            case ["cancelled", var id]: return Settle(id, QuotaOutcome.Cancelled);
            case ["line"]: return Words.Of(Quota.LineAt(Now));
            case ["forecast"]: return repeat is null ? "none" : Words.Of(Quota.Forecast(Now));
            default: throw new FormatException($"'{string.Join(' ', words)}' is no event.");
        }
    }

    private string Units(string change)
    {
        var count = int.Parse(change[1..], CultureInfo.InvariantCulture);
        var (done, before) = ((long)count, Ledger.UnitsLeft());
        switch (change[0])
        {
            case '+': Ledger.SetLot(Ledger.Lots.Count + 1, count, isEntitled: true); break;
            case '-': Ledger.Reduce(count); done = before - Ledger.UnitsLeft(); break;
            default: done = Ledger.SetUnits(count); break;
        }
        return string.Create(CultureInfo.InvariantCulture, $"done={done} left={Ledger.UnitsLeft()}");
    }

    private string Save(Repeat schedule, DateOnly start, bool anyway)
    {
        var (repeatBefore, beginsBefore, decidedBefore) = (repeat, begins, decidedThrough);
        (repeat, begins, decidedThrough) = (schedule, start, null);
        var decision = Quota.DecideSchedule();
        if (decision is QuotaDecision.Refused && !anyway) (repeat, begins, decidedThrough) = (repeatBefore, beginsBefore, decidedBefore);
        return Words.Of(decision);
    }

    private string Due(Moment run, BackupId id)
    {
        if (Ledger.Find(id) is not null) return Take(id, null);
        var decision = QuotaAt(Now.Day < run.Day ? run : Now).DecideRun(run);
        decidedThrough = run.Day;
        return Take(id, decision);
    }

    // The owner of the ledger asks it before it decides: what is told twice is decided once.
    private string Take(BackupId id, QuotaDecision? decision)
    {
        var take = decision is QuotaDecision.Allowed allowed ? allowed.Take : Ledger.Find(id)?.Take;
        if (take is null) return Words.Of(decision!);
        var isNew = Ledger.Find(id) is null;
        Ledger.Reserve(id, take);
        return (isNew && Ledger.Find(id) is not null ? "" : "again ") + Words.Of(take);
    }

    private string Settle(string id, QuotaOutcome outcome)
    {
        var answer = Ledger.Settle(Id(id), outcome, Now.Day);
        return answer.ToString() + (answer is SettleAnswer.Returned or SettleAnswer.ReturnedForMissingModule && Ledger.Find(Id(id))?.ReturnedInto is { } month ? $" into={month}" : "");
    }

    private Quota QuotaAt(Moment now) => new(Plan, Ledger, Known(now));

    private ScheduledRuns? Known(Moment now)
    {
        if (repeat is null) return null;
        var (from, through) = (now.Month().Plus(-1).FirstDay(), now.Month().Plus(KnownMonths).LastDay());
        return new(repeat.Rhythm, from, through, [.. repeat.RunsFrom(begins, through).Where(day => day >= from).Select(Run)], decidedThrough);
    }

    private Moment At(string local)
    {
        var time = DateTime.ParseExact(local.Length == 10 ? local + "T00:00" : local, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        return new(DateOnly.FromDateTime(time), new DateTimeOffset(time, zone));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static BackupId Id(string text) => new(long.Parse(text[1..], CultureInfo.InvariantCulture));
}
