namespace Granary.Domain.Tenants;

/// <summary>An administrator of a tenant.</summary>
/// <param name="Id">The same as in <see cref="Actor"/>.</param>
/// <param name="Email">Where notifications are mailed to; null for nowhere.</param>
/// <param name="Language">Of the mails: <c>en</c> or <c>fr</c>.</param>
[GenerateSerializer, Immutable, Alias("granary.Person")]
public sealed record Person(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] string Language);
