namespace Granary.Domain.Tenants;

/// <summary>A notification on its way to somebody's mailbox: sent at least once, under an id that stays the same.</summary>
/// <param name="Id">Unique within the tenant; part of the Message-ID.</param>
/// <param name="Language">Of the text: <c>en</c> or <c>fr</c>.</param>
[GenerateSerializer, Immutable, Alias("granary.Mail")]
public sealed record Mail(
    [property: Id(0)] string Id,
    [property: Id(1)] string Address,
    [property: Id(2)] string Language,
    [property: Id(3)] Notification Notification)
{
    /// <summary>So many wait at most; the oldest goes first, unsent.</summary>
    public const int Kept = 200;
}
