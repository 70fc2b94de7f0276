using System.Text.RegularExpressions;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>A point that a process has reached: <c>before</c>, <c>within</c>, <c>after</c>, <c>refused</c> or <c>failed</c>, the port and method, and whose step it is.</summary>
internal sealed partial record Reached(int Process, string Point)
{
    /// <summary>The same for every backup of every tenant.</summary>
    public string Kind { get; } = Numbers().Replace(Epochs().Replace(Tenants().Replace(Point, "tenant"), "epoch"), "backup");

    /// <summary>The step is still to be done.</summary>
    public bool IsBefore => Point.StartsWith("before", StringComparison.Ordinal);

    /// <summary>The step is still to be done, or half done.</summary>
    public bool IsAhead => IsBefore || Point.StartsWith("within", StringComparison.Ordinal);

    /// <summary>Somebody else had done the step: the name was taken, or the state was not the one that was read.</summary>
    public bool IsRefused => Point.StartsWith("refused", StringComparison.Ordinal) || Point.EndsWith(": InconsistentStateException", StringComparison.Ordinal);

    public bool IsOf(string tenant) => Point.Contains(tenant, StringComparison.Ordinal);

    [GeneratedRegex(@"\bt\d{4}\b")]
    private static partial Regex Tenants();

    [GeneratedRegex(@"\be\d+\b")]
    private static partial Regex Epochs();

    [GeneratedRegex(@"\b\d{10,}\b")]
    private static partial Regex Numbers();
}
