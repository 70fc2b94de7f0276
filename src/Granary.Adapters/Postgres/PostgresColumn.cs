namespace Granary.Adapters.Postgres;

/// <summary>A column of a table, in the catalogue's words.</summary>
/// <param name="Type">As the database writes it, such as <c>numeric(12,2)</c>.</param>
/// <param name="BaseType">The name of the type in <c>pg_catalog</c> or elsewhere, behind its domains: <c>numeric</c>.</param>
/// <param name="IsGenerated">Whether the database computes it from other columns.</param>
/// <param name="MayRead">Whether the role has the right to read it.</param>
/// <param name="IsEnum">Whether the base type is an enumeration.</param>
internal sealed record PostgresColumn(string Name, string Type, string BaseType, bool NotNull, bool IsGenerated, bool MayRead = true, bool IsEnum = false);
