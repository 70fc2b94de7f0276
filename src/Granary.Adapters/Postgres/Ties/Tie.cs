namespace Granary.Adapters.Postgres.Ties;

/// <summary>How the rows of a table are tied to a tenant.</summary>
/// <param name="Words">The same in the words of <c>CrmOptions.Links</c>, for people.</param>
/// <param name="Condition">What is true of a row of the tenant, as SQL about the table's own columns, given the key of the tenant.</param>
internal sealed record Tie(string Words, Func<string, string> Condition);
