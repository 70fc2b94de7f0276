namespace Granary.Adapters.Postgres.Ties;

/// <summary>
/// How the rows of a table are tied to a tenant. The conditions are SQL for <c>SELECT ... FROM table AS t WHERE ...</c>: the table
/// itself must have the alias <c>t</c>, and <c>t1</c>, <c>t2</c>... are taken.
/// </summary>
/// <param name="Words">The same in the words of <c>CrmOptions.Links</c>, for people.</param>
/// <param name="Condition">What is true of a row of the tenant, given the key of the tenant.</param>
/// <param name="OrphanCondition">What is true of a row that belongs to no tenant at all, such as one that points nowhere.</param>
internal sealed record Tie(string Words, Func<string, string> Condition, string OrphanCondition);
