using System.Text.Json.Serialization;

namespace Granary.Domain.Scheduling;

/// <summary>Which one of a weekday's four or five days in a month. The number is RFC 5545's ordinal. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.WeekOfMonth")]
[JsonConverter(typeof(JsonStringEnumConverter<WeekOfMonth>))]
public enum WeekOfMonth
{
    Last = -1,
    First = 1,
    Second = 2,
    Third = 3,
    Fourth = 4,
}
