namespace Granary.Domain.Ports;

/// <summary>A module: a table of the CRM as its people know it.</summary>
/// <param name="Name">The name in the database; unique within the tenant.</param>
/// <param name="DisplayName">The name people see; any text.</param>
/// <param name="Columns">What is exported, in this order. May be empty.</param>
/// <param name="Records">How many records the snapshot holds; null when the source would have to count too long.</param>
[GenerateSerializer, Immutable, Alias("granary.CrmModule")]
public sealed record CrmModule(
    [property: Id(0)] string Name,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] IReadOnlyList<CrmColumn> Columns,
    [property: Id(3)] long? Records = null);
