using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

/// <summary>A tenant that decides by the domain's own rules, with the default plans.</summary>
public sealed class ScriptedTenant(string id, string timeZone, string country, string edition = Edition.Enterprise)
{
    public TenantProfile Profile { get; } = new(TenantId.Parse(id), id.Split('/')[1], timeZone, country, edition);

    public Tenant Tenant { get; } = new();

    public TenantTerms Terms => new(Profile, new Plans(), Window.Default, new RetentionPolicy());

    public BackupProgress Progress { get; set; } = new(BackupPhase.Queued, []);

    /// <summary>Thrown at whoever asks, while it is set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>How often the overview was asked for.</summary>
    public int Overviews;

    /// <summary>How often notifications were asked for.</summary>
    public int NotificationLooks;

    /// <summary>A backup asked for at that moment, whatever else the tenant has.</summary>
    public BackupId Request(DateTimeOffset at, Actor? actor = null)
    {
        if (Tenant.Ledger.UnitsLeft() == 0) Tenant.Ledger.SetUnits(1);
        return ((BackupAnswer.Accepted)Tenant.Request(actor ?? PublishedBackup.Requester, BackupOrigin.OnDemand, Terms, at)).Id;
    }

    /// <summary>A schedule, whether or not anything pays for it.</summary>
    public Schedule Save(Recurrence recurrence, DateTimeOffset at)
    {
        var units = Tenant.Ledger.UnitsLeft();
        if (units == 0) Tenant.Ledger.SetUnits(1);
        var saved = ((ScheduleAnswer.Saved)Tenant.SaveSchedule(PublishedBackup.Requester, recurrence, from: null, Terms, at)).Schedule;
        if (units == 0) Tenant.Ledger.SetUnits(0);
        return saved;
    }
}
