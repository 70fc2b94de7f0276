using Granary.CalendarOracle;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tests.Scheduling;

/// <summary>A sample of what the oracle in Python answered, at least one schedule in every zone. <c>tests/calendar/run</c> makes and checks as many as one likes.</summary>
public sealed class OracleSampleTests
{
    private static readonly string[] Lines = ReadLines();

    [Fact]
    public void The_sample_was_made_with_the_time_zone_data_that_is_in_use() =>
        Assert.True(Lines[0].StartsWith($"# TZDB {RunCalendar.Tzdb} ", StringComparison.Ordinal),
            $"The sample says '{Lines[0]}', NodaTime brings TZDB {RunCalendar.Tzdb}. Make it anew: tests/calendar/run --cases 6000 --write tests/Granary.Domain.Tests/Scheduling/oracle-sample.tsv");

    [Fact]
    public void Every_schedule_of_the_sample_runs_when_the_oracle_says()
    {
        var different = Lines.Skip(1).Select(line => (Oracle: line, Ours: CalendarCase.Parse(line).AnsweredAgain().ToString())).Where(pair => pair.Oracle != pair.Ours);

        Assert.Empty(different);
        Assert.True(Lines.Length > 500, $"{Lines.Length} lines are not the sample.");
    }

    [Fact]
    public void The_same_seed_makes_the_same_cases()
    {
        string[] Make(int seed) => [.. new CaseGenerator(seed).Make(200).Select(made => made.ToString())];

        Assert.Equal(Make(7), Make(7));
        Assert.NotEqual(Make(7), Make(8));
        Assert.All(Make(7), line => Assert.Equal(line, CalendarCase.Parse(line).ToString()));
    }

    private static string[] ReadLines()
    {
        using var stream = typeof(OracleSampleTests).Assembly.GetManifestResourceStream("oracle-sample.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
