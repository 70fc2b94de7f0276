namespace Granary.Domain.Quotas;

/// <summary>Whether a backup, or a schedule, is paid for.</summary>
[GenerateSerializer, Immutable, Alias("granary.QuotaDecision")]
public abstract record QuotaDecision
{
    private QuotaDecision() { }

    /// <summary>It is.</summary>
    /// <param name="Take">What the backup takes; of a schedule, what its next run will take.</param>
    [GenerateSerializer, Immutable, Alias("granary.QuotaDecision.Allowed")]
    public sealed record Allowed([property: Id(0)] QuotaTake Take) : QuotaDecision;

    /// <summary>It is not.</summary>
    [GenerateSerializer, Immutable, Alias("granary.QuotaDecision.Refused")]
    public sealed record Refused([property: Id(0)] QuotaRefusal Refusal) : QuotaDecision;
}
