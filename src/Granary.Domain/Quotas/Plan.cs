namespace Granary.Domain.Quotas;

/// <summary>What one edition gives.</summary>
public sealed record Plan
{
    public const int MostFreePerMonth = 1000;

    /// <summary>That of an edition which is not configured: no free backup, and none but by subscription.</summary>
    public static readonly Plan None = new() { FreePerMonth = 0 };

    /// <summary>Free backups per calendar month of the tenant's zone. Default 2; between 0 and 1000. With 0 no run is covered by earlier ones.</summary>
    public int FreePerMonth { get; init; } = 2;

    /// <summary>How weekly runs are paid without a subscription. Default: not at all.</summary>
    public WeeklyPayment Weekly { get; init; } = WeeklyPayment.OnlyBySubscription;
}
