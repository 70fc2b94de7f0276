namespace Granary.Testing.Crm.RoundTrips;

/// <summary>What a round trip has found.</summary>
/// <param name="Failed">The modules that the backup has only a warning of.</param>
/// <param name="Differences">Everything that is not as in the database, as sentences.</param>
public sealed record RoundTripResult(IReadOnlyList<string> Failed, IReadOnlyList<string> Differences);
