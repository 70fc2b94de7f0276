using System.Text.Json.Nodes;

namespace Granary.Grains.Tests.Simulation;

/// <summary>
/// Tenants live through months behind a fake clock, with outages, and a judge in Python, which shares no code with the
/// service, finds everything as the rules say. A small share here; <c>tests/simulation/run</c> simulates more. The judge has to
/// earn its trust: told of a service that breaks a rule, it says which.
/// </summary>
public sealed class SimulationTests(SimulatedMonths months) : IClassFixture<SimulatedMonths>
{
    [Fact]
    public void A_judge_that_shares_no_code_finds_no_fault_in_months_with_outages()
    {
        var verdict = months.Judge();

        Assert.True(verdict.ExitCode == 0, verdict.Output + verdict.Error);
    }

    [Fact]
    public void It_names_a_run_that_was_both_skipped_and_started() => Names("the runs due at", lines =>
    {
        var skipped = lines.Last(IsStartedRun).DeepClone().AsObject();
        Facts(skipped)["Id"]!["Value"] = IdOf(skipped) + 1;
        Facts(skipped)["State"] = "Skipped";
        Facts(skipped)["Skip"] = new JsonObject { ["Missed"] = "CloserToNext" };
        Facts(skipped).Remove("StartedAt");
        Facts(skipped).Remove("Publication");
        lines.Insert(lines.Count - 1, skipped);
    });

    [Fact]
    public void It_names_a_run_without_an_outcome() => Names("has no outcome", lines =>
    {
        var last = lines.Where(IsStartedRun).Max(IdOf);
        lines.RemoveAll(line => What(line) == "backup" && IdOf(line) >= last);
    });

    [Fact]
    public void It_names_a_run_that_took_something_else() => Names("the runs due at", lines =>
    {
        var run = IdOf(lines.Last(IsStartedRun));
        foreach (var entry in lines.Where(line => What(line) == "entry" && (long)Facts(line)["Backup"]!["Value"]! == run))
            Facts(entry)["Take"]!["Kind"] = (string?)Facts(entry)["Take"]!["Kind"] == "Free" ? "Unit" : "Free";
    });

    [Fact]
    public void It_names_a_backup_that_is_charged_twice() => Names("that the ledger has twice", lines =>
    {
        var entries = lines.Select(Ledger).First(entries => entries is { Count: > 0 })!;
        entries.Add(entries[^1]!.DeepClone());
    });

    [Fact]
    public void It_names_sums_that_are_not_those_of_the_entries() => Names("the sums of the ledger", lines =>
        lines.Select(Ledger).First(entries => entries is { Count: > 0 })!.RemoveAt(0));

    [Fact]
    public void It_names_units_from_nowhere() => Names("the units left", lines =>
    {
        var ledger = Facts(lines.First(line => What(line) == "ledger"));
        ledger["UnitsGranted"] = (long)ledger["UnitsGranted"]! + 1;
    });

    [Fact]
    public void It_names_an_entry_that_the_log_has_lost() => Names("the log lacks", lines => Log(lines).RemoveAt(3));

    [Fact]
    public void It_names_a_log_in_another_order() => Names("the numbers of the log", lines =>
    {
        var moved = Log(lines)[2]!;
        Log(lines).RemoveAt(2);
        Log(lines).Insert(4, moved);
    });

    [Fact]
    public void It_names_somebody_who_is_told_twice() => Names("told without a reason or too often", lines =>
    {
        var tenant = (string?)lines.First(line => What(line) == "notification")["tenant"];
        var again = lines.Last(line => What(line) == "notification" && (string?)line["tenant"] == tenant).DeepClone().AsObject();
        Facts(again)["Number"] = lines.Where(line => What(line) == "notification" && (string?)line["tenant"] == tenant).Max(line => (long)Facts(line)["Number"]!) + 1;
        lines.Insert(lines.Count - 1, again);
    });

    [Fact]
    public void It_names_a_request_that_should_have_been_refused() => Names("a request at", lines =>
    {
        var request = lines.First(line => What(line) == "request" && (string?)Facts(line)["answer"] == "Accepted");
        lines.Insert(lines.IndexOf(request), new JsonObject
        {
            ["what"] = "edition",
            ["at"] = SimulationPlan.Start.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["tenant"] = (string?)request["tenant"],
            ["facts"] = new JsonObject { ["Edition"] = "Free" },
        });
    });

    private void Names(string fault, Action<List<JsonObject>> tamper)
    {
        var verdict = months.JudgeOtherwise(tamper);

        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(fault, verdict.Output);
    }

    private static string? What(JsonObject line) => (string?)line["what"];

    private static JsonObject Facts(JsonObject line) => line["facts"]!.AsObject();

    private static long IdOf(JsonObject backup) => (long)Facts(backup)["Id"]!["Value"]!;

    private static JsonArray? Ledger(JsonObject line) => What(line) == "ledger" ? Facts(line)["Entries"]!.AsArray() : null;

    private static JsonArray Log(List<JsonObject> lines) => lines.Where(line => What(line) == "log").Select(line => line["facts"]!.AsArray()).First(log => log.Count > 8);

    private static bool IsStartedRun(JsonObject line) =>
        What(line) == "backup" && (string?)Facts(line)["Origin"] == "Scheduled" && Facts(line)["Publication"] is not null;
}
