using System.ComponentModel.DataAnnotations;

namespace Granary.Domain.Retention;

/// <summary>How long the files of a backup can be downloaded.</summary>
public sealed class RetentionPolicy
{
    /// <summary>From the commit of the manifest to the second. Default 168 hours (seven days); between one hour and 90 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Downloadable { get; set; } = TimeSpan.FromHours(168);

    /// <summary>
    /// How long the files stay in the store after that, so that a transfer which has begun may finish; no other begins. At most 24 hours.
    /// Default null: 6 hours in an object store, none where archives are files, which whoever has opened them reads to the end.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? Grace { get; set; }

    public DateTimeOffset ExpiryOf(DateTimeOffset createdAt) => createdAt + Downloadable;

    /// <summary>From when on the files of an expired backup are deleted.</summary>
    public DateTimeOffset DeletionOf(DateTimeOffset expiresAt) => expiresAt + (Grace ?? TimeSpan.Zero);
}
