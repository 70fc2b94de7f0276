namespace Granary.Web.Api;

/// <summary>A part of a list, newest first.</summary>
/// <typeparam name="T">What is in it.</typeparam>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>What there is in this part.</summary>
    public IReadOnlyList<T> Items { get; } = Items;

    /// <summary>The cursor of the next part; null when this is the last one.</summary>
    public string? Next { get; } = Next;

    /// <param name="found">One more than is wanted, where there are so many.</param>
    /// <param name="number">By which the list is ordered.</param>
    public static Listing<T> Of<TSource>(IEnumerable<TSource> found, int limit, string list, Func<TSource, long> number, Func<TSource, T> show)
    {
        var part = found.Take(limit + 1).ToList();
        var shown = part.Take(limit).ToList();
        return new Listing<T>([.. shown.Select(show)], part.Count > limit ? Cursor.Write(list, number(shown[^1])) : null);
    }
}
