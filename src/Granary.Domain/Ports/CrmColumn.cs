namespace Granary.Domain.Ports;

/// <summary>A column of a module.</summary>
/// <param name="Name">As in the database; the header of the CSV.</param>
/// <param name="Type">As the database writes it, such as <c>TEXT</c> or <c>numeric(12,2)</c>; may be empty where the database has none.</param>
/// <param name="DisplayName">The label people see; null when it is the name.</param>
[GenerateSerializer, Immutable, Alias("granary.CrmColumn")]
public sealed record CrmColumn(
    [property: Id(0)] string Name,
    [property: Id(1)] string Type,
    [property: Id(2)] string? DisplayName = null);
