namespace Granary.Domain.Quotas;

/// <summary>How a backup ended, as far as its quota is concerned. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.QuotaOutcome")]
public enum QuotaOutcome
{
    /// <summary>Ready, with or without warnings, and with every module in it.</summary>
    Ready,

    /// <summary>Ready with warnings, one of which is that a module is missing.</summary>
    ReadyWithoutModule,

    Failed,

    Cancelled,
}
