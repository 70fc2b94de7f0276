namespace Granary.Domain.Ports;

/// <summary>A module: a table of the CRM as its people know it.</summary>
/// <param name="Name">The name in the database; unique within the tenant.</param>
/// <param name="DisplayName">The name people see; any text.</param>
/// <param name="Columns">What is exported, in this order. May be empty.</param>
/// <param name="Records">
/// How many records the snapshot holds: exact, or what the source expects where it would have to count too long; null when it
/// expects nothing.
/// </param>
/// <param name="OrderedBy">What the records are ordered by, in the database's words: <c>id</c>, <c>ctid</c>; null when that is its own business.</param>
/// <param name="Tie">How records are tied to the tenant, in the words of the source's settings; null when all of them are the tenant's.</param>
[GenerateSerializer, Immutable, Alias("granary.CrmModule")]
public sealed record CrmModule(
    [property: Id(0)] string Name,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] IReadOnlyList<CrmColumn> Columns,
    [property: Id(3)] long? Records = null,
    [property: Id(4)] string? OrderedBy = null,
    [property: Id(5)] string? Tie = null);
