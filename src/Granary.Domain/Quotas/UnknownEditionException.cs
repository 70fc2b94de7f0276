namespace Granary.Domain.Quotas;

/// <summary>A tenant has an edition that no plan describes: what it may do cannot be said, so nothing is charged or given.</summary>
public sealed class UnknownEditionException(string edition, IEnumerable<string> known)
    : Exception($"No plan is named '{edition}'. There are: {string.Join(", ", known)}.")
{
    public string Edition { get; } = edition;
}
