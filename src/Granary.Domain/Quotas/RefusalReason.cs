namespace Granary.Domain.Quotas;

/// <summary>Why nothing pays for a backup. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.RefusalReason")]
public enum RefusalReason
{
    /// <summary>What would pay for it is one-time units, and there is none: the edition gives no free backups, or none for such a run.</summary>
    NoUnits,

    /// <summary>The free backups of the month are used or in use, and there is no unit.</summary>
    AllUsed,

    /// <summary>What is left of the free backups is set aside for runs of the schedule, and there is no unit beyond that.</summary>
    SetAside,

    /// <summary>The last unit is set aside for the next run.</summary>
    UnitSetAside,

    /// <summary>A weekly schedule of this edition is paid by the weekly subscription only, and none covers that day.</summary>
    NoSubscription,

    /// <summary>The weekly subscription has covered a run of that calendar week already.</summary>
    WeekTaken,
}
