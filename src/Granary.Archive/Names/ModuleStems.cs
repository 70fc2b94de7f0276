namespace Granary.Archive.Names;

/// <summary>
/// Gives each module the stem of its files: <c>Leads</c> in <c>Data/Leads_001.csv</c>. Only <c>A-Z a-z 0-9 _ -</c>, unique
/// ignoring case, and never that of the attachment mapping.
/// </summary>
internal static class ModuleStems
{
    /// <summary>The stem of the attachment mapping, and of the grain that exports the attachments.</summary>
    public const string Attachments = "Attachments";

    // "Data/" + stem + "_" + a number of up to nine digits + ".csv" stays within 100 bytes.
    private const int Longest = 80;

    /// <summary>One stem for each name, in their order.</summary>
    public static IReadOnlyList<string> For(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Attachments };
        var stems = new List<string>();
        foreach (var name in names)
        {
            var wanted = SafeName.Of(name, Longest);
            if (wanted.Length == 0) wanted = "Module";
            var stem = wanted;
            for (var copy = 2; !taken.Add(stem); copy++)
                stem = SafeName.WithSuffix(wanted, $"_{copy}", Longest);
            stems.Add(stem);
        }
        return stems;
    }
}
