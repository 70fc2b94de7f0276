namespace Granary.Domain.Backups;

/// <summary>The part of the outside world that failed. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.FaultSide")]
public enum FaultSide
{
    /// <summary>The CRM's database or its attachment files.</summary>
    Crm,

    /// <summary>The store of the archives.</summary>
    Store,

    /// <summary>Granary itself.</summary>
    Granary,
}
