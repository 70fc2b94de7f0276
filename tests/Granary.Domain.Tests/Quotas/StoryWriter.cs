using System.Globalization;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// Makes up what happens to a tenant, and writes it down with the answers: purchases, schedules, requests, runs in time, late or
/// missed, ends of every kind, and things told twice. The same seed and number make the same story.
/// </summary>
internal sealed class StoryWriter
{
    private static readonly string[] Editions = [Edition.Free, Edition.Standard, Edition.Professional, Edition.Enterprise, Edition.Ultimate];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "last"];
    private static readonly string[] Ends = ["ready", "ready", "damaged", "failed", "cancelled"];
    private readonly List<string> lines = [];
    private readonly List<int> open = [];
    private readonly List<int> accepted = [];
    private readonly Random random;
    private readonly Action<Story> between;
    private readonly int hurry;
    private DateTime clock;
    private int lastId;
    private bool scheduled;

    private StoryWriter(int seed, Action<Story> between)
    {
        random = new Random(seed);
        this.between = between;
        hurry = random.Next(1, 4);
        clock = new DateTime(2027, 1, 1).AddMinutes(random.Next(365 * 24 * 60));
        Zone = TimeSpan.FromMinutes(30 * random.Next(-22, 29));
        Story = new Story(Zone);
    }

    private TimeSpan Zone { get; }

    private Story Story { get; }

    /// <summary>A whole story. <paramref name="between"/> is called after every event.</summary>
    public static (string Header, IReadOnlyList<string> Lines) Write(int seed, int number, int events, Action<Story>? between = null)
    {
        var writer = new StoryWriter(unchecked(seed * 1_000_003 + number), between ?? (_ => { }));
        writer.Tell($"edition {writer.OneOf(Editions)}");
        while (writer.lines.Count < events) writer.Step();
        var header = $"story {number} zone={(writer.Zone < TimeSpan.Zero ? "-" : "+")}{writer.Zone:hh\\:mm}";
        return (header, writer.lines);
    }

    private void Step()
    {
        var target = clock.AddMinutes(random.Next(hurry) == 0 ? random.Next(5 * 24 * 60) : random.Next(8 * 60));
        RunsUntil(target);
        if (target > clock) clock = target;
        if (!scheduled && random.Next(4) == 0) SaveSchedule();
        else Happen(random.Next(100));
        if (random.Next(12) == 0) Repeat();
    }

    private void Happen(int what)
    {
        switch (what)
        {
            case < 25: Tell($"now #{NextId()}"); break;
            case < 55: End(); break;
            case < 58: SaveSchedule(); break;
            case < 59: Tell("stop"); scheduled = false; break;
            case < 62: Tell($"edition {OneOf(Editions)}"); break;
            case < 66: Tell($"units +{random.Next(1, 4)}"); break;
            case < 68: Tell($"units -{random.Next(1, 4)}"); break;
            case < 70: Tell($"units ={random.Next(0, 4)}"); break;
            case < 75: Pay(); break;
            case < 80: Tell(random.Next(5) == 0 ? "ending" : "renewing"); break;
            case < 93: Tell("line"); break;
            default: Tell("forecast"); break;
        }
    }

    /// <summary>What falls due up to then: mostly at once, sometimes late, now and then not at all.</summary>
    private void RunsUntil(DateTime target)
    {
        while (scheduled && Story.NextRun is { } day && day.ToDateTime(new TimeOnly(2, 0)) is var due && due <= target)
        {
            if (random.Next(8) == 0 && target - due < TimeSpan.FromDays(6)) return;
            if (due > clock) clock = due;
            Tell(random.Next(12) == 0
                ? $"missed {day:yyyy-MM-dd}"
                : $"due {day:yyyy-MM-dd} #{NextId()}");
        }
    }

    private void SaveSchedule()
    {
        var weekday = (DayOfWeek)random.Next(7);
        var schedule = random.Next(5) switch
        {
            0 => $"two-weekly {weekday}",
            1 => string.Create(CultureInfo.InvariantCulture, $"monthly {random.Next(1, 32)}"),
            2 => $"monthly {OneOf(Ordinals)} {weekday}",
            _ => $"weekly {weekday}",
        };
        var start = DateOnly.FromDateTime(clock).AddDays(random.Next(8) == 0 ? random.Next(40) + 1 : 1);
        var anyway = random.Next(3) == 0;
        var answer = Tell($"{(anyway ? "save!" : "save")} {schedule} from {start:yyyy-MM-dd}");
        scheduled |= anyway || !answer.StartsWith("refused", StringComparison.Ordinal);
    }

    private void Pay()
    {
        var start = clock.AddDays(random.Next(3) == 0 ? random.Next(-3, 10) : 0);
        Tell($"paid {start:yyyy-MM-ddTHH:mm} {start.AddDays(random.Next(1, 5) * 7 + random.Next(7)):yyyy-MM-ddTHH:mm}");
    }

    private void End()
    {
        if (open.Count == 0) return;
        var id = open[random.Next(open.Count)];
        open.Remove(id);
        Tell($"{OneOf(Ends)} #{id}");
    }

    /// <summary>Told once more, as after a crash: the last request, or the end of any backup, however old.</summary>
    private void Repeat()
    {
        if (accepted.Count == 0) return;
        var id = accepted[random.Next(accepted.Count)];
        Tell(random.Next(2) == 0 ? $"now #{accepted[^1]}" : $"{OneOf(Ends)} #{id}");
        if (Story.Ledger.Find(new(id))?.State is not EntryState.Reserved) open.Remove(id);
    }

    private string Tell(string told)
    {
        var line = $"{clock:yyyy-MM-dd HH:mm} {told}";
        var answer = Story.Tell(line);
        lines.Add($"{line} -> {answer}");
        if (Story.Ledger.Entries is [.., { Backup.Value: var id }] && (accepted.Count == 0 || accepted[^1] < id))
        {
            accepted.Add((int)id);
            open.Add((int)id);
        }
        between(Story);
        return answer;
    }

    private int NextId() => ++lastId;

    private T OneOf<T>(T[] some) => some[random.Next(some.Length)];
}
