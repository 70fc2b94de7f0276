namespace Granary.Grains.Sessions;

internal sealed class EndedSessions
{
    /// <summary>By digest, until when each is remembered.</summary>
    public Dictionary<string, DateTimeOffset> Until { get; init; } = [];
}
