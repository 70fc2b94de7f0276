namespace Granary.Adapters.Crm;

/// <summary>A name, or a pattern in which <c>*</c> stands for any text, also none.</summary>
/// <param name="comparer">Says which letters are the same; must not take texts of different length for equal.</param>
internal sealed class NamePattern(string pattern, IEqualityComparer<string> comparer)
{
    private readonly string[] pieces = pattern.Split('*');

    public static bool AnyMatches(IEnumerable<string> patterns, string name, IEqualityComparer<string> comparer) =>
        patterns.Any(pattern => new NamePattern(pattern, comparer).Matches(name));

    public bool Matches(string name)
    {
        if (pieces is [var whole]) return comparer.Equals(name, whole);
        var (first, last) = (pieces[0], pieces[^1]);
        var (from, end) = (first.Length, name.Length - last.Length);
        if (from > end || !Stands(name, 0, first) || !Stands(name, end, last)) return false;
        // The leftmost place of each piece leaves the most room for those behind it.
        foreach (var piece in pieces[1..^1])
        {
            while (from + piece.Length <= end && !Stands(name, from, piece)) from++;
            from += piece.Length;
            if (from > end) return false;
        }
        return true;
    }

    private bool Stands(string name, int at, string piece) => comparer.Equals(name.Substring(at, piece.Length), piece);
}
