namespace Granary.Domain.Quotas;

/// <summary>What the charge of a schedule depends on: how often it runs.</summary>
[GenerateSerializer, Alias("granary.Rhythm")]
public enum Rhythm
{
    /// <summary>Once a month, by date or by day.</summary>
    Monthly,

    /// <summary>Every fourteen days: "twice a month".</summary>
    TwoWeekly,

    Weekly,
}
