using System.Text.RegularExpressions;
using Granary.Testing;
using Granary.Testing.Monitoring;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>The rules and the dashboard that operators are given say what they should, as Prometheus reads them.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string? Promtool = new[] { RepositoryRoot.At("tests", "bin") }.Concat(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator))
        .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);

    public static TheoryData<string> Alerts => [.. Alert().Matches(File.ReadAllText(MonitoringFiles.Rules)).Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_rules_are_rules() => Run("check", "rules", MonitoringFiles.Rules);

    [Fact]
    public void Every_alert_tells_what_it_should_and_bears_what_it_should()
    {
        Run("test", "rules", RepositoryRoot.At("tests", "alerts", "alerts.test.yaml"));

        var tried = File.ReadAllText(RepositoryRoot.At("tests", "alerts", "alerts.test.yaml"));
        Assert.All(Alerts, alert => Assert.Contains($"alertname=\"{alert.Data}\"", tried));
    }

    [Fact]
    public void Every_query_of_the_dashboard_can_be_asked()
    {
        using var directory = new TemporaryDirectory();
        var rules = MonitoringFiles.Queries().Select((query, number) => $"  - {{ record: 'panel:query{number}', expr: '{query.Replace("$region", ".*", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}' }}");
        File.WriteAllLines(directory.At("queries.yaml"), ["groups:", "- name: dashboard", "  rules:", .. rules]);

        Run("check", "rules", "--lint=none", directory.At("queries.yaml"));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Every_alert_leads_to_a_section_that_says_what_to_do(string alert)
    {
        var rule = File.ReadAllText(MonitoringFiles.Rules).Split("- alert: ").Single(text => text.StartsWith($"{alert}\n", StringComparison.Ordinal));
        Assert.Contains("summary:", rule);
        Assert.Contains("description:", rule);
        Assert.Matches("severity: (critical|warning)", rule);
        var link = Link().Match(rule);
        var sections = File.ReadAllText(RepositoryRoot.At(link.Groups[1].Value)).Split("\n## ");

        Assert.Equal(alert.ToLowerInvariant(), link.Groups[2].Value);
        var section = Assert.Single(sections, section => section.StartsWith($"{alert}\n", StringComparison.Ordinal));
        Assert.All(["*Means.*", "*Look.*", "*Do.*"], part => Assert.Contains(part, section));
    }

    private static void Run(params string[] arguments)
    {
        if (Promtool is null) Assert.Skip("There is no promtool; tests/run fetches it.");
        var result = Shell.Run(Promtool!, RepositoryRoot.Path, arguments);
        Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Error}");
    }

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"runbook_url: (deploy/\w+\.md)#(\w+)")]
    private static partial Regex Link();
}
