using System.Text.Json.Serialization;

namespace Granary.Domain.Scheduling;

/// <summary>Why an occurrence that was missed does not run any more. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.SkipReason")]
[JsonConverter(typeof(JsonStringEnumConverter<SkipReason>))]
public enum SkipReason
{
    /// <summary>A later one fell due too: only the latest runs.</summary>
    ReplacedByLater,

    /// <summary>Half the time to the next one, or more, has passed.</summary>
    CloserToNext,

    /// <summary>Seven days or more have passed.</summary>
    SevenDaysLate,
}
