using System.Text.RegularExpressions;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>What names of tables, columns and classes have in common, however a schema writes them.</summary>
internal static partial class SchemaWords
{
    private static readonly Dictionary<string, string> Irregular = new() { ["person"] = "people", ["child"] = "children", ["man"] = "men", ["woman"] = "women", ["datum"] = "data" };

    /// <summary><c>TeamMember</c>, <c>teamMember</c> and <c>team-member</c> are <c>team_member</c>.</summary>
    public static string Snake(string name) => Boundary.Replace(name, "_").Trim('_').ToLowerInvariant();

    /// <summary>What a column points to by its name: <c>team</c> for <c>team_id</c>, <c>teamId</c> or <c>fk_team</c>; null for one that does not point.</summary>
    public static string? Referent(string column)
    {
        var name = Snake(column);
        var bare = Affix.Replace(name, "");
        return bare == name || bare.Length == 0 ? null : bare;
    }

    /// <summary>How a table for something may be called: <c>category</c>, <c>categories</c>.</summary>
    public static IEnumerable<string> Names(string thing)
    {
        yield return thing;
        yield return thing + "s";
        yield return thing + "es";
        if (thing is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y']) yield return thing[..^1] + "ies";
        var last = thing[(thing.LastIndexOf('_') + 1)..];
        if (Irregular.TryGetValue(last, out var plural)) yield return thing[..^last.Length] + plural;
    }

    /// <summary>What rows of a class may be called: <c>Sales::Deal</c> is a <c>sales_deal</c> or a <c>deal</c>.</summary>
    public static IEnumerable<string> OfClass(string value)
    {
        var parts = value.Split(["::", "\\", ".", "/"], StringSplitOptions.RemoveEmptyEntries).Select(Snake).ToList();
        for (var i = 0; i < parts.Count; i++) yield return string.Join('_', parts.Skip(i));
    }

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Boundary { get; }

    [GeneratedRegex("^(?:fk|id)_|_(?:ptr_id|id_fk|id|uuid|guid|fk|key|ref)$", RegexOptions.CultureInvariant)]
    private static partial Regex Affix { get; }
}
