using System.Diagnostics.CodeAnalysis;

namespace Granary.Domain.Tenants;

/// <summary>Why somebody who runs the service takes a tenant's data, in the words that the tenant reads in its log.</summary>
public readonly record struct OperatorReason
{
    /// <summary>Fewer characters explain nothing.</summary>
    public const int Shortest = 10;

    public const int Longest = 300;

    private OperatorReason(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">It is none: see <see cref="TryParse"/>.</exception>
    public static OperatorReason Parse(string? text) =>
        TryParse(text, out var reason) ? reason : throw new FormatException($"A reason is {Shortest} to {Longest} characters on one line.");

    /// <summary>False when it is too short or too long, or not one line of text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OperatorReason reason)
    {
        var trimmed = text?.Trim() ?? "";
        reason = new OperatorReason(trimmed);
        return trimmed.Length is >= Shortest and <= Longest && !trimmed.Any(char.IsControl);
    }

    public override string ToString() => Text;
}
