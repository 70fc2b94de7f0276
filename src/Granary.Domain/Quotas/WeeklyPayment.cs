namespace Granary.Domain.Quotas;

/// <summary>How an edition pays the runs of a weekly schedule that no weekly subscription covers. Configured and stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.WeeklyPayment")]
public enum WeeklyPayment
{
    /// <summary>Each run takes a unit.</summary>
    ByUnit,

    /// <summary>Not at all: the run is skipped, and free backups and units are left alone.</summary>
    OnlyBySubscription,

    /// <summary>The first four of a month take from the allowance.</summary>
    FromAllowance,
}
