using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;

namespace Granary.Domain.Tenants;

/// <summary>What becomes of a tenant that the SaaS does not know: one that has left, or one that a mistake hides.</summary>
public sealed partial class Tenant
{
    /// <summary>So often it is seen whether the SaaS knows the tenant again.</summary>
    public static readonly TimeSpan LookAgainEvery = TimeSpan.FromHours(1);

    /// <summary>When it was first seen that the SaaS does not know the tenant; null while it does.</summary>
    public DateTimeOffset? UnknownSince { get; set; }

    /// <summary>
    /// What time brings a tenant that the SaaS does not know: nothing begins, and what expires does. After
    /// <see cref="RetentionPolicy.Absence"/> it is wound up: it has no schedule, no open backup and nothing to download any more.
    /// </summary>
    public Tick TickUnknown(RetentionPolicy retention, DateTimeOffset now)
    {
        var isNew = UnknownSince is null;
        UnknownSince ??= now;
        var announced = Announce(now);
        var woundUp = now >= UnknownSince + retention.Absence && WindUp(now);
        var expired = ExpireDue(now);
        var tidied = Tidy(now);
        return new Tick(isNew || announced || woundUp || expired || tidied.Count > 0, [], ToDelete(retention, now), tidied);
    }

    /// <summary><see cref="WakeAt"/>, while the SaaS does not know the tenant.</summary>
    public DateTimeOffset? WakeUnknownAt(RetentionPolicy retention, DateTimeOffset now) => Moments(retention)
        .Append(HasToBeWoundUp ? LookAgainAt(UnknownSince ?? now, now) : null)
        .Min();

    private bool HasToBeWoundUp => Schedule is { IsActive: true } || Outbox.Count > 0 || Backups.Exists(backup => backup.IsOpen || backup.IsDownloadable);

    private bool WindUp(DateTimeOffset now)
    {
        if (!HasToBeWoundUp) return false;

        // The tenant's zone has gone with its profile.
        var moment = new Moment(DateOnly.FromDateTime(now.UtcDateTime), now);
        foreach (var running in Backups.Where(backup => backup.State is BackupState.InProgress).ToList())
            Fail(running.Id, new Fault(FaultStage.Export, FaultSide.Crm, Retryable: false, "The CRM does not know the tenant any more."), moment);
        StopSchedule(Actor.Granary, moment);
        foreach (var queued in Backups.Where(backup => backup.State is BackupState.Queued).ToList()) CancelQueued(Actor.Granary, queued, moment);
        foreach (var downloadable in Backups.Where(backup => backup.IsDownloadable).ToList()) Replace(downloadable.Expire(now));
        // Mails go by what the SaaS says of the tenant.
        Outbox.Clear();
        return true;
    }

    private static DateTimeOffset LookAgainAt(DateTimeOffset since, DateTimeOffset now) => since + ((Math.Floor((now - since) / LookAgainEvery) + 1) * LookAgainEvery);
}
