namespace Granary.Adapters.Sqlite;

/// <summary>A column that SQLite shows, generated ones included.</summary>
/// <param name="Type">As declared; may be empty.</param>
/// <param name="KeyPosition">From 1 in the primary key; 0 outside.</param>
internal sealed record SqliteColumn(string Name, string Type, int KeyPosition);
