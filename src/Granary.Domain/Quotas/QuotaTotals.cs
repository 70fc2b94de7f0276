namespace Granary.Domain.Quotas;

/// <summary>The sums of settled entries that are not kept one by one any more.</summary>
/// <param name="Returned">Entries of any kind whose backup was charged nothing.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaTotals")]
public sealed record QuotaTotals(
    [property: Id(0)] long Free = 0,
    [property: Id(1)] long ExtraFree = 0,
    [property: Id(2)] long Units = 0,
    [property: Id(3)] long SubscriptionWeeks = 0,
    [property: Id(4)] long Covered = 0,
    [property: Id(5)] long Returned = 0)
{
    internal QuotaTotals Plus(QuotaEntry entry) => (entry.State, entry.Take.Kind) switch
    {
        (EntryState.Reserved, _) => throw new ArgumentException($"Backup {entry.Backup} is open.", nameof(entry)),
        (EntryState.Returned, _) => this with { Returned = Returned + 1 },
        (_, TakeKind.Free) => this with { Free = Free + 1 },
        (_, TakeKind.ExtraFree) => this with { ExtraFree = ExtraFree + 1 },
        (_, TakeKind.Unit) => this with { Units = Units + 1 },
        (_, TakeKind.Subscription) => this with { SubscriptionWeeks = SubscriptionWeeks + 1 },
        _ => this with { Covered = Covered + 1 },
    };
}
