namespace Granary.Adapters.Postgres.Ties;

/// <summary>Where a link leads.</summary>
/// <param name="Value">What the type column holds in rows that are meant; null where there is no type column.</param>
internal sealed record LinkTarget(string? Value, LinkTable Table, string Column);
