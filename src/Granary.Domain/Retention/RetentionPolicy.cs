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

    /// <summary>
    /// How long the SaaS may not know a tenant before what it has here is wound up: its schedule is stopped and its files are deleted. As
    /// long as a mistake in the SaaS or in <c>Granary:Crm</c> may last. Default 7 days; between one hour and 90 days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Absence { get; set; } = TimeSpan.FromDays(7);

    public DateTimeOffset ExpiryOf(DateTimeOffset createdAt) => createdAt + Downloadable;

    /// <summary>From when on the files of an expired backup are deleted.</summary>
    public DateTimeOffset DeletionOf(DateTimeOffset expiresAt) => expiresAt + (Grace ?? TimeSpan.Zero);
}
