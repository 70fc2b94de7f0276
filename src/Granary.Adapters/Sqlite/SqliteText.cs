namespace Granary.Adapters.Sqlite;

/// <summary>Writes names and values into SQL.</summary>
internal static class SqliteText
{
    /// <summary>A name of the catalogue, whatever stands in it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The condition that keeps the rows for which none of these is true; empty for none.</summary>
    public static string Keep(IReadOnlyList<string> staysOut) =>
        // The line break ends a comment that a condition may end with.
        staysOut.Count == 0 ? "" : " WHERE " + string.Join(" AND ", staysOut.Select(condition => $"(\n{condition}\n) IS NOT TRUE"));
}
