using System.Text.Json;
using System.Text.RegularExpressions;

namespace Granary.Testing.Monitoring;

/// <summary>The alert rules and the dashboard that operators are given, and what they ask of the metrics.</summary>
public static partial class MonitoringFiles
{
    public static string Rules { get; } = RepositoryRoot.At("deploy", "prometheus", "alerts.yaml");

    public static string Dashboard { get; } = RepositoryRoot.At("deploy", "grafana", "dashboards", "granary.json");

    /// <summary>Every query of the dashboard, with a period in place of the one that Grafana chooses.</summary>
    public static IReadOnlyList<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "5m", StringComparison.Ordinal))
            .ToList();
    }

    /// <summary>Names of metrics as Prometheus has them, of the rules and the dashboard.</summary>
    public static IReadOnlySet<string> Metrics() => Queries()
        .Concat(Expression().Matches(File.ReadAllText(Rules)).Select(match => match.Groups[1].Value))
        .SelectMany(expression => Metric().Matches(Labels().Replace(expression, "")).Select(match => match.Value))
        .ToHashSet();

    // To the next key; long ones have several lines.
    [GeneratedRegex(@"expr: ((?:.|\n)+?)\n\s+(?:for|labels):")]
    private static partial Regex Expression();

    // What stands in braces, and what follows "by".
    [GeneratedRegex(@"\{[^}]*\}|\bby \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(?:granary|orleans|dotnet|http_server|kestrel)_\w+")]
    private static partial Regex Metric();
}
