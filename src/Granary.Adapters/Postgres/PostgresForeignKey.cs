namespace Granary.Adapters.Postgres;

/// <summary>A declared foreign key.</summary>
/// <param name="Columns">Those that point, in the order of <paramref name="TargetColumns"/>.</param>
/// <param name="Target">The table that they point to, as <see cref="PostgresTable.Oid"/>.</param>
internal sealed record PostgresForeignKey(IReadOnlyList<string> Columns, uint Target, IReadOnlyList<string> TargetColumns);
