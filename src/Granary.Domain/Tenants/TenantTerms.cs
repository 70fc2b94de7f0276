using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using NodaTime;

namespace Granary.Domain.Tenants;

/// <summary>What a tenant's decisions rest on besides its own state: its profile, and what the vendor configured.</summary>
public sealed class TenantTerms
{
    private readonly DateTimeZone zone;

    /// <param name="profile">As the SaaS says it.</param>
    /// <param name="edition">The edition in force, where another one was bought; null for the profile's.</param>
    public TenantTerms(TenantProfile profile, Plans plans, Window window, RetentionPolicy retention, string? edition = null)
    {
        ProfileEdition = profile.Edition;
        Profile = edition is null ? profile : profile with { Edition = edition };
        Plans = plans;
        Plan = plans.For(Profile.Edition);
        Calendar = new RunCalendar(profile.Id, profile.TimeZone, window);
        Retention = retention;
        zone = DateTimeZoneProviders.Tzdb[profile.TimeZone];
    }

    /// <summary>With the edition in force.</summary>
    public TenantProfile Profile { get; }

    /// <summary>The edition that the SaaS says.</summary>
    public string ProfileEdition { get; }

    public Plans Plans { get; }

    public Plan Plan { get; }

    /// <summary>False where the settings do not know the edition, so that nobody can say what it gives.</summary>
    public bool IsPlanned => Plans.NameOf(Profile.Edition) is not null;

    public RunCalendar Calendar { get; }

    public RetentionPolicy Retention { get; }

    /// <summary>The instant, and its day in the tenant's zone.</summary>
    public Moment MomentOf(DateTimeOffset instant) =>
        new(Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly(), instant);

    /// <summary>The instant with the offset that the tenant's zone has then.</summary>
    public DateTimeOffset LocalTimeOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(zone).ToDateTimeOffset();

    /// <summary>The instant at which a day begins in the tenant's zone.</summary>
    public DateTimeOffset StartOf(DateOnly day) => zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();
}
