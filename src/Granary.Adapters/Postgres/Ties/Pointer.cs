namespace Granary.Adapters.Postgres.Ties;

/// <summary>A column that seems to point to a table, by its name.</summary>
/// <param name="IsExact">Whether it names the whole table, not only the end of a longer name.</param>
internal sealed record Pointer(PostgresTable Table, PostgresColumn Column, PostgresTable Target, string Key, bool IsExact);
