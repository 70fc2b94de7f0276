using CsCheck;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

/// <summary>
/// A tenant that lives through whatever its steps say: commands, facts of its backups, ticks, editions that change, and
/// outages, during which time passes unseen. It is ticked before a command, as by its grain. Everything that it ever had is
/// remembered here, also when the tenant forgets it.
/// </summary>
internal sealed class TenantLife
{
    public static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99_999], (what, which) => new Step(what, which)).Array[1, 120];

    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly string[] Editions = [Edition.Free, Edition.Standard, Edition.Enterprise, Edition.Ultimate, Edition.Ultimate];
    private static readonly string[] Zones = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
    private static readonly WeekOfMonth[] Weeks = Enum.GetValues<WeekOfMonth>();

    private readonly Action<TenantLife> between;
    private readonly string zone;

    private TenantLife(Step[] steps, Action<TenantLife> between)
    {
        this.between = between;
        zone = Zones[steps[0].Which % Zones.Length];
        Now = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(steps[0].Which);
        Terms = TermsOf(Editions[steps[0].What % Editions.Length]);
        foreach (var step in steps)
        {
            Live(step);
            Remember();
        }
    }

    public Tenant Tenant { get; } = new();

    public TenantTerms Terms { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>The runs that have fallen due while their schedule was in force.</summary>
    public HashSet<OccurrenceId> Due { get; } = [];

    /// <summary>Every backup, as it is or was last, with the states it has gone through.</summary>
    public Dictionary<BackupId, (Backup Last, List<BackupState> States)> Backups { get; } = [];

    public SortedDictionary<long, LogEntry> Log { get; } = [];

    public SortedDictionary<long, Notification> Notifications { get; } = [];

    /// <param name="between">Called after every step.</param>
    public static TenantLife Of(Step[] steps, Action<TenantLife>? between = null) => new(steps, between ?? (_ => { }));

    /// <summary>Everything that is open is published.</summary>
    public void EndOpen()
    {
        while (Tenant.OpenBackup() is { Id: var id })
        {
            Tenant.Publish(id, Published(0), Terms);
            Remember();
        }
    }

    public Publication Published(int dice) =>
        new(1, Now, Now, 1, 10, [new ArchiveFile("Data_001.zip", 12, "ab")], [], WarningCount: dice % 3 == 0 ? 1 : 0, MissesModule: dice % 6 == 0);

    public static Fault Broken { get; } = new(FaultStage.Export, FaultSide.Crm, false, "no such table");

    private void Live(Step step)
    {
        var (what, which) = (step.What, step.Which);
        switch (what)
        {
            case < 30: Now = Now.AddMinutes(which % (4 * 24 * 60)); Tick(which); break;
            case < 36: Now = Now.AddMinutes(which); Tick(which); break;
            case < 46: Tick(which); Tenant.Request(Sophia, BackupOrigin.OnDemand, Now, Terms, Now); break;
            case < 58: if (Tenant.OpenBackup() is { } next) Tenant.Start(next.Id, Now); break;
            case < 70: End(Tenant.OpenBackup()?.Id, which); break;
            case < 78: if (Backups.Count > 0) TellAgain(Backups.Keys.Order().ElementAt(which % Backups.Count), which); break;
            case < 88: Tick(which); Save(which); break;
            case < 90: Tick(which); Tenant.StopSchedule(Sophia, Terms, Now); break;
            case < 93: Tenant.SetUnits(Sophia, which % 4, Now); break;
            case < 96: Tenant.PaySubscription(Sophia, Now, Now.AddDays(7 + which % 30), Now); break;
            case < 97: Tenant.EndSubscription(Sophia, Now); break;
            default: Terms = TermsOf(Editions[which % Editions.Length]); break;
        }
    }

    private void Tick(int which)
    {
        if (Tenant.Schedule is { IsActive: true } schedule)
            Due.UnionWith(Terms.Calendar.Of(schedule).TakeWhile(run => run.DueAt <= Now).Select(run => run.Id));
        foreach (var expired in Tenant.Tick(Terms, Now).ToDelete)
            if (which % 3 > 0) Tenant.Deleted(expired, Now);
        Remember();
    }

    private void Save(int which)
    {
        var weekday = (DayOfWeek)(which % 7);
        Recurrence recurrence = (which % 4) switch
        {
            0 => new Recurrence.TwiceAMonth(weekday),
            1 => new Recurrence.MonthlyByDate(1 + (which % 31)),
            2 => new Recurrence.MonthlyByDay(Weeks[which % Weeks.Length], weekday),
            _ => new Recurrence.Weekly(weekday),
        };
        if (Tenant.SaveSchedule(Sophia, recurrence, null, Terms, Now) is ScheduleAnswer.NotCovered { Refusal.CoveredFrom: { } from })
            Tenant.SaveSchedule(Sophia, recurrence, from, Terms, Now);
    }

    private void End(BackupId? open, int which)
    {
        if (open is not { } id) return;
        if (which % 4 == 0) Tenant.Fail(id, 0, Broken, Terms, Now);
        else Tenant.Publish(id, Published(which), Terms);
    }

    private void TellAgain(BackupId id, int which)
    {
        if (which % 4 == 0) Tenant.Start(id, Now);
        else if (which % 4 == 1) Tenant.Deleted(id, Now);
        else End(id, which / 4);
    }

    private void Remember()
    {
        foreach (var backup in Tenant.Backups)
        {
            var states = Backups.TryGetValue(backup.Id, out var known) ? known.States : [];
            if (states.Count == 0 || states[^1] != backup.State) states.Add(backup.State);
            Backups[backup.Id] = (backup, states);
        }
        foreach (var entry in Tenant.Log.Entries) Log[entry.Number] = entry;
        foreach (var notification in Tenant.Notifications.List) Notifications[notification.Number] = notification;
        Tenant.Log.Drop(Tenant.Log.ToMove());
        between(this);
    }

    private TenantTerms TermsOf(string edition) =>
        new(new TenantProfile(new TenantId("eu", "acme"), "Acme", zone, "FR", edition), new Plans(), Window.Default, new RetentionPolicy());

    /// <param name="What">What happens, in percent.</param>
    /// <param name="Which">Everything else about it.</param>
    public readonly record struct Step(int What, int Which);
}
