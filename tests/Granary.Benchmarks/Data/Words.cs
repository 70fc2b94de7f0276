using System.Text;

namespace Granary.Benchmarks.Data;

/// <summary>Two thousand words of no language, and sentences of them.</summary>
internal static class Words
{
    private static readonly string[] Syllables =
    [
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "bre", "cla", "dro", "flu", "gra", "pre", "sta", "tri", "ven", "mar", "tel", "son", "é", "ou", "qua", "xi",
    ];

    private static readonly string[] Separators = [", ", ". ", "; ", " - ", ": ", "\n", "'s ", " \"", "\" "];

    private static readonly string[] All = [.. Make().Distinct().Take(2000)];

    public static string One(RowRandom random) => All[random.Skewed(All.Length)];

    /// <summary>The word that is a trait of this row.</summary>
    public static string Of(RowRandom random, int trait) => All[random.Trait(trait, All.Length)];

    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>Words, sometimes with commas, quotes and line breaks between them, up to a length.</summary>
    public static string Text(RowRandom random, int length)
    {
        var text = new StringBuilder(Capital(One(random)), length + 16);
        while (text.Length < length) text.Append(random.Percent(12) ? random.Of(Separators) : " ").Append(One(random));
        return text.ToString();
    }

    private static IEnumerable<string> Make()
    {
        var random = new RowRandom();
        for (var row = 1; ; row++)
        {
            random.MoveTo(seed: 2, row);
            yield return string.Concat(Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Of(Syllables)));
        }
    }
}
