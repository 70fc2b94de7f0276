using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// The rules once more, as counters in a purse and without subscription: no entries, no folding, everything worked out when it
/// happens. What the ledger does by history has to come to the same.
/// </summary>
internal sealed class SimpleQuota
{
    private readonly Dictionary<Month, (int Free, int Extra, int ExtraGiven)> taken = [];
    private readonly List<(string Kind, Month Month)> open = [];
    private readonly HashSet<Month> damaged = [];
    private string edition = Edition.Standard;
    private string[] schedule = [];
    private List<DateOnly> runs = [];
    private DateOnly decided;
    private int units;

    public DateOnly Today { get; private set; } = new(2027, 1, 1);

    public List<string> Answers { get; } = [];

    public string Line() => $"{OwnLeft(ThisMonth)} {ExtraLeft(ThisMonth)} {units} {Aside().Count} {open.Count}";

    public void Advance(int days)
    {
        var until = Today.AddDays(days);
        while (runs.Find(run => !Decided(run)) is var next && next != default && next <= until)
        {
            Today = next;
            Take(Resolve(next), Month.Of(next), reserveUnit: 0);
            decided = next;
        }
        Today = until;
    }

    public void Now()
    {
        var kind = OwnLeft(ThisMonth) + ExtraLeft(ThisMonth) - Aside().Count > 0 ? OwnLeft(ThisMonth) > 0 ? "Free" : "ExtraFree" : "Unit";
        var next = runs.Find(run => !Decided(run));
        Take(kind, ThisMonth, next != default && Resolve(next) == "Unit" ? 1 : 0);
    }

    public void End(int which, string how)
    {
        if (open.Count == 0) return;
        var (kind, month) = open[which % open.Count];
        open.RemoveAt(which % open.Count);
        var back = how is "failed" or "cancelled" || (how == "damaged" && damaged.Add(month));
        Answers.Add(back ? "back" : "used");
        if (!back) return;
        if (kind == "Unit") units++;
        if (kind is not ("Free" or "ExtraFree")) return;
        if (month < ThisMonth) Change(ThisMonth, 0, 0, 1);
        else Change(month, kind == "Free" ? -1 : 0, kind == "Free" ? 0 : -1, 0);
    }

    public void Grant(int count) => units += count;

    public void Become(string name) => edition = name;

    public void Save(string words)
    {
        schedule = words.Split(' ');
        runs = [.. Repeat.Parse(words).RunsFrom(Today.AddDays(1), Today.AddYears(6))];
        decided = default;
    }

    private Month ThisMonth => Month.Of(Today);

    private bool Decided(DateOnly run) => run <= decided;

    private int OwnLeft(Month month) => Math.Max(0, edition switch { Edition.Free => 0, Edition.Ultimate => 4, _ => 2 } - taken.GetValueOrDefault(month).Free);

    private int ExtraLeft(Month month) => taken.GetValueOrDefault(month) is var counts ? counts.ExtraGiven - counts.Extra : 0;

    private List<DateOnly> Aside() =>
        [.. runs.Where(run => !Decided(run) && Month.Of(run) == ThisMonth && FromAllowance(run)).Take(OwnLeft(ThisMonth) + ExtraLeft(ThisMonth))];

    private bool FromAllowance(DateOnly run) => (schedule[0], edition) switch
    {
        ("weekly", Edition.Ultimate) => Place(run) < 4,
        ("weekly", _) => false,
        ("two-weekly", _) => Place(run) < 2,
        _ => Place(run) < 1,
    };

    private int Place(DateOnly run) => runs.Where(other => Month.Of(other) == Month.Of(run)).ToList().IndexOf(run);

    private string Resolve(DateOnly run)
    {
        if (schedule[0] == "weekly" && edition is not (Edition.Free or Edition.Ultimate)) return "refused";
        if (FromAllowance(run)) return OwnLeft(Month.Of(run)) > 0 ? "Free" : ExtraLeft(Month.Of(run)) > 0 ? "ExtraFree" : "Unit";
        return edition == Edition.Free ? "Unit" : "Covered";
    }

    private void Take(string kind, Month month, int reserveUnit)
    {
        if (kind == "Unit" && units <= reserveUnit) kind = "refused";
        Answers.Add(kind);
        if (kind == "refused") return;
        open.Add((kind, month));
        if (kind == "Unit") units--;
        if (kind == "Free") Change(month, 1, 0, 0);
        if (kind == "ExtraFree") Change(month, 0, 1, 0);
    }

    private void Change(Month month, int free, int extra, int given)
    {
        var counts = taken.GetValueOrDefault(month);
        taken[month] = (counts.Free + free, counts.Extra + extra, counts.ExtraGiven + given);
    }
}
