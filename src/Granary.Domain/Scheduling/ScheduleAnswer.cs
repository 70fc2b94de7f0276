using Granary.Domain.Quotas;

namespace Granary.Domain.Scheduling;

/// <summary>What saving a schedule comes to.</summary>
[GenerateSerializer, Immutable, Alias("granary.ScheduleAnswer")]
public abstract record ScheduleAnswer
{
    private ScheduleAnswer() { }

    /// <summary>It is in force; an unchanged one was so already.</summary>
    [GenerateSerializer, Immutable, Alias("granary.ScheduleAnswer.Saved")]
    public sealed record Saved([property: Id(0)] Schedule Schedule, [property: Id(1)] bool IsNew) : ScheduleAnswer;

    /// <summary>Nothing pays for its first run: nothing was saved.</summary>
    [GenerateSerializer, Immutable, Alias("granary.ScheduleAnswer.NotCovered")]
    public sealed record NotCovered([property: Id(0)] QuotaRefusal Refusal) : ScheduleAnswer;

    /// <summary>Another schedule is in force than the one that was to be replaced: nothing was saved.</summary>
    /// <param name="Version">Of the one in force; null when there is none.</param>
    [GenerateSerializer, Immutable, Alias("granary.ScheduleAnswer.NotExpected")]
    public sealed record NotExpected([property: Id(0)] int? Version) : ScheduleAnswer;
}
