namespace Granary.Adapters.Postgres;

/// <summary>Writes names and values into SQL.</summary>
internal static class PostgresText
{
    /// <summary>A name of the catalogue, whatever stands in it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A value whose type the database finds out; every session has <c>standard_conforming_strings</c>.</summary>
    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
