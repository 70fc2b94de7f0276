using System.Diagnostics.CodeAnalysis;

namespace Granary.Adapters.Crm;

/// <summary>Compares names of tables and columns as a database does: ASCII letters without their case, all others as they are.</summary>
internal sealed class SqlName : IEqualityComparer<string>
{
    public static readonly SqlName Comparer = new();

    public bool Equals(string? x, string? y) => x is not null && y is not null && x.Length == y.Length && Fold(x) == Fold(y);

    public int GetHashCode([DisallowNull] string obj) => Fold(obj).GetHashCode(StringComparison.Ordinal);

    private static string Fold(string name) =>
        string.Create(name.Length, name, static (folded, name) =>
        {
            for (var i = 0; i < name.Length; i++) folded[i] = char.IsAsciiLetterUpper(name[i]) ? (char)(name[i] | 0x20) : name[i];
        });
}
