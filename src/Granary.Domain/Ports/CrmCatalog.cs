namespace Granary.Domain.Ports;

/// <summary>What a backup of a tenant takes, and what it leaves out.</summary>
/// <param name="Modules">In the order of the CRM. Names are unique.</param>
/// <param name="Attachments">How many attachments there are; null when the CRM keeps none.</param>
/// <param name="Exclusions">Everything that is left out, on purpose or because nothing tells whose it is.</param>
/// <param name="Proposals">Settings that would tie what nothing ties, in the words of the source's settings; only from <see cref="ICrmSnapshot.ReviewAsync"/>.</param>
[GenerateSerializer, Immutable, Alias("granary.CrmCatalog")]
public sealed record CrmCatalog(
    [property: Id(0)] IReadOnlyList<CrmModule> Modules,
    [property: Id(1)] long? Attachments,
    [property: Id(2)] IReadOnlyList<CrmExclusion> Exclusions,
    [property: Id(3)] IReadOnlyList<string>? Proposals = null);
