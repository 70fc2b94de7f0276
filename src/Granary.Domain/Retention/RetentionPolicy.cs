using System.ComponentModel.DataAnnotations;

namespace Granary.Domain.Retention;

/// <summary>How long the files of a backup can be downloaded.</summary>
public sealed class RetentionPolicy
{
    /// <summary>From the commit of the manifest to the second. Default 168 hours (seven days); between one hour and 90 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Downloadable { get; set; } = TimeSpan.FromHours(168);

    public DateTimeOffset ExpiryOf(DateTimeOffset createdAt) => createdAt + Downloadable;
}
