using Granary.Domain.Backups;

namespace Granary.Domain.Quotas;

/// <summary>What one backup has taken. Settled once, then never changed.</summary>
/// <param name="Outcome">How the backup ended; null while it is open.</param>
/// <param name="Lot">The source of the unit that it takes; null for one that the vendor gave, and for anything but a unit.</param>
/// <param name="ReturnedInto">The month that has the free backup again: its own, or that in which it came back. Null unless one came back.</param>
[GenerateSerializer, Immutable, Alias("granary.QuotaEntry")]
public sealed record QuotaEntry(
    [property: Id(0)] BackupId Backup,
    [property: Id(1)] QuotaTake Take,
    [property: Id(2)] EntryState State = EntryState.Reserved,
    [property: Id(3)] QuotaOutcome? Outcome = null,
    [property: Id(4)] Month? ReturnedInto = null,
    [property: Id(5)] long? Lot = null)
{
    internal QuotaEntry Consume(QuotaOutcome outcome) => this with { State = EntryState.Consumed, Outcome = outcome };

    internal QuotaEntry Return(QuotaOutcome outcome, Month month) => this with
    {
        State = EntryState.Returned,
        Outcome = outcome,
        ReturnedInto = Take.Kind is TakeKind.Free or TakeKind.ExtraFree ? Month.Later(Take.Month, month) : null,
    };

    /// <summary>True unless the month that it was taken from has it again. What came back too late for its month stays taken there.</summary>
    internal bool Takes(TakeKind kind, Month month) => Take.Kind == kind && Take.Month == month && ReturnedInto != month;

    /// <summary>True when it came back as if it had never been taken, so that nothing is asked about it any more.</summary>
    internal bool IsUndone() => Outcome is QuotaOutcome.Cancelled && (ReturnedInto ?? Take.Month) == Take.Month;

    /// <summary>True when it is an extra free backup of a month.</summary>
    internal bool GivesExtraTo(Month month) => ReturnedInto == month && Take.Month != month;
}
