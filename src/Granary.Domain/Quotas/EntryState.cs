namespace Granary.Domain.Quotas;

/// <summary>Where an entry of the ledger stands. Reserved, then for good Consumed or Returned. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.EntryState")]
public enum EntryState
{
    Reserved,
    Consumed,
    Returned,
}
