namespace Granary.Adapters.Postgres.Ties;

/// <summary>What ties a table: any of its key columns, any of its steps.</summary>
/// <param name="Level">How many rounds of the search it took; 0 for a table that holds the key of the tenant.</param>
/// <param name="IsStrong">
/// Whether what points to a row surely belongs to whom the row belongs. False where tenants share rows because each of them refers
/// to them: a country is a tenant's if the tenant's rows name it, but not everything that names the country is.
/// </param>
/// <param name="KeyColumns">Columns that hold the key of the tenant.</param>
/// <param name="Steps">Ways to other tables that are tied.</param>
internal sealed record Bond(int Level, bool IsStrong, IReadOnlyList<string> KeyColumns, IReadOnlyList<Step> Steps);
