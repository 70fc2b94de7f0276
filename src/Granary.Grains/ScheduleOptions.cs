using System.ComponentModel.DataAnnotations;
using Granary.Domain.Scheduling;

namespace Granary.Grains;

/// <summary>When scheduled backups start. Section <c>Granary:Schedule</c>.</summary>
public sealed class ScheduleOptions : IValidatableObject
{
    /// <summary>Local time of the tenant at which its window opens, in whole minutes. Default 00:00.</summary>
    public TimeOnly WindowStart { get; set; } = Window.Default.Start;

    /// <summary>How long the window is; it must end by midnight. Every tenant starts at a second of its own in it. Default 6 hours.</summary>
    public TimeSpan WindowLength { get; set; } = Window.Default.Length;

    /// <summary>How often a tenant whose time has come is looked at again until its next time is set. Default 3 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:05:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan RetryEvery { get; set; } = TimeSpan.FromMinutes(3);

    internal Window Window => new(WindowStart, WindowLength);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var problem = "";
        try
        {
            _ = Window;
        }
        catch (ArgumentException exception)
        {
            problem = exception.Message;
        }
        if (problem.Length > 0) yield return new ValidationResult(problem, [nameof(WindowStart), nameof(WindowLength)]);
    }
}
