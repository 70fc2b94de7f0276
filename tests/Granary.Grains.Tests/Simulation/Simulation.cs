using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Hosting;
using Orleans.Reminders;

namespace Granary.Grains.Tests.Simulation;

/// <summary>
/// Carries out a plan on real silos whose reminders go by a fake clock. Time moves in bounded steps from one due moment or
/// deed to the next, and stands still until everything due is done: no reminder is overdue and no backup is open but those
/// that are held. Only an outage lets it run on.
/// </summary>
internal sealed class Simulation : IAsyncDisposable
{
    private const int MostLateMinutes = 25;
    private static readonly Actor Vendor = new(ActorKind.Vendor, "vendor", "Vendor");
    private static readonly Actor Operator = new(ActorKind.Operator, "operator", "Operator");
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(12);
    private static readonly TimeSpan LookEvery = TimeSpan.FromDays(20);
    private static readonly TimeSpan RetryEvery = new ScheduleOptions().RetryEvery;
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastPatience = TimeSpan.FromMinutes(2);

    private readonly SimulationPlan plan;
    private readonly SimulatedCrm crm;
    private readonly FakeTimeProvider clock;
    private readonly Journal journal;
    private readonly TestCluster cluster;
    private readonly StoredTenants stored;
    private readonly Queue<PlannedDeed> deeds;
    private readonly Queue<Outage> outages;
    private readonly Random random;
    private DateTimeOffset nextLook;

    private Simulation(SimulationPlan plan, SimulatedCrm crm, FakeTimeProvider clock, Journal journal, TestCluster cluster)
    {
        (this.plan, this.crm, this.clock, this.journal, this.cluster) = (plan, crm, clock, journal, cluster);
        crm.Script = cluster.Crm.Script;
        stored = new StoredTenants(cluster.DatabasePath);
        deeds = new(plan.Deeds);
        outages = new(plan.Outages);
        random = new Random(plan.Seed);
        nextLook = SimulationPlan.Start + LookEvery;
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    public static async Task RunAsync(SimulationPlan plan, TextWriter output)
    {
        var clock = new FakeTimeProvider(SimulationPlan.Start);
        using var journal = new Journal(output, clock);
        var crm = new SimulatedCrm(plan.Tenants);
        var cluster = await TestCluster.StartAsync(crm.Scene, silos: 2, clock, services => Configure(services, clock), readsAllReminders: true);
        await using var simulation = new Simulation(plan, crm, clock, journal, cluster);
        await simulation.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        crm.ReleaseAll();
        stored.Dispose();
        await cluster.DisposeAsync();
    }

    // Every reminder is in memory well before it is due, so that a step of time that passes it makes it tick. One that was set while
    // silos came and went may be with none of them until they next look, which is within the time that a settling may take.
    private static void Configure(IServiceCollection services, FakeTimeProvider clock)
    {
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        services.Configure<ReminderOptions>(options =>
        {
            options.RefreshReminderListPeriod = TimeSpan.FromMinutes(10);
            options.ReminderLoadingWindow = TimeSpan.FromDays(3);
        });
        // A held export keeps its slot.
        services.Configure<BackupOptions>(options => options.ExportsPerSilo = 1024);
        services.Configure<BackupOptions>(options => options.SweepEvery = TimeSpan.FromMinutes(5));
        services.AddLogging(logging => logging.ClearProviders());
    }

    private async Task RunAsync()
    {
        journal.Write("begin", new { plan.Seed, plan.End });
        foreach (var tenant in plan.Tenants) journal.Write("tenant", tenant.Id, new { tenant.TimeZone, tenant.Edition });
        while (Now < plan.End)
        {
            if (outages.TryPeek(out var outage) && outage.At <= Now) await BreakAsync(outages.Dequeue());
            else await StepAsync();
            if (Now >= nextLook) Look();
        }
        crm.ReleaseAll();
        await SettleAsync();
        await WriteEndAsync();
    }

    private async Task StepAsync()
    {
        MoveTo(NextStop());
        await SettleAsync();
        var batch = new List<PlannedDeed>();
        while (deeds.TryPeek(out var planned) && planned.At <= Now && batch.All(other => other.Tenant != planned.Tenant)) batch.Add(deeds.Dequeue());
        if (batch.Count == 0) return;
        await Task.WhenAll(batch.Select(DoAsync));
        await SettleAsync();
        // What a tenant is told next happens later, so that the judge knows the order.
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    private DateTimeOffset NextStop()
    {
        var stop = Now + LongestStep;
        if (stored.FirstReminder() is { } due) stop = Earlier(stop, due.AddMinutes(Math.Max(0, random.Next(-10, MostLateMinutes))));
        if (deeds.TryPeek(out var deed)) stop = Earlier(stop, deed.At);
        if (outages.TryPeek(out var outage)) stop = Earlier(stop, outage.At);
        return Earlier(stop, plan.End);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private void MoveTo(DateTimeOffset instant)
    {
        if (instant > Now) clock.SetUtcNow(instant);
    }

    // What takes time of the clock - a repeated attempt, a reminder whose silo died - gets it little by little, not before
    // there was enough real time for whatever is under way: a tenant sets its reminder by the clock at which it began.
    private async Task SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var (looked, patience) = (began, FirstPatience);
        while (!IsSettled())
        {
            if (TimeProvider.System.GetElapsedTime(began) > LastPatience)
                throw new TimeoutException($"At {Now:O} something does not end. Open: {string.Join(", ", stored.WithOpenBackups())}. First reminder: {stored.FirstReminder():O}.");
            await Task.Delay(2);
            if (TimeProvider.System.GetElapsedTime(looked) < patience) continue;
            if (stored.FirstReminder() is { } soon && soon > Now && soon <= Now + RetryEvery) MoveTo(soon);
            else clock.Advance(TimeSpan.FromMinutes(1));
            (looked, patience) = (TimeProvider.System.GetTimestamp(), patience * 1.2);
        }
        journal.Write("settled");
    }

    // A tenant that has something left to do sets its reminder a few seconds ahead before it does it, and further when it could not.
    private bool IsSettled() => !(stored.FirstReminder() <= Now + RetryEvery) && stored.WithOpenBackups().All(crm.IsHeld);

    private async Task BreakAsync(Outage outage)
    {
        if (outage.WhenDue && stored.FirstReminder() is { } due && due < Now + LongestStep) MoveTo(due);
        await Task.Delay(outage.AfterReal);
        if (outage.Length == TimeSpan.Zero)
        {
            journal.Write("kill");
            var silos = cluster.Silos.Silos;
            if (silos.Count == 1) await cluster.Silos.StartAdditionalSiloAsync();
            await cluster.Silos.KillSiloAsync(silos[random.Next(silos.Count)]);
            await cluster.Silos.WaitForLivenessToStabilizeAsync();
            await cluster.Silos.StartAdditionalSiloAsync();
        }
        else
        {
            journal.Write("down");
            await cluster.StopAsync(outage.Killed);
            clock.Advance(outage.Length);
            await cluster.StartAgainAsync(outage.Silos);
            journal.Write("up");
        }
        // Nothing stands still over it: neither what goes on nor what was left behind in a dead silo.
        crm.ReleaseAll();
        await SettleAsync();
    }

    private void Look()
    {
        stored.WriteNews(journal);
        nextLook = Now + LookEvery;
    }

    private async Task WriteEndAsync()
    {
        await Task.WhenAll(plan.Tenants.Select(async tenant =>
        {
            var log = new List<LogEntry>();
            LogPage page;
            for (var number = 1; (page = await cluster.Grains.Tenant(tenant.Id).GetLog(number, 200, LogFilter.All)).Entries.Count > 0; number++) log.AddRange(page.Entries);
            journal.Write("log", tenant.Id, log);
        }));
        stored.WriteNews(journal);
        stored.WriteLedgers(journal);
        journal.Write("end");
    }

    private async Task DoAsync(PlannedDeed planned)
    {
        var (tenant, grain) = (planned.Tenant, cluster.Grains.Tenant(planned.Tenant));
        await ReachAsync(grain);
        switch (planned.Deed)
        {
            case Deed.Save save:
                var from = save.DaysAhead is { } days ? DateOnly.FromDateTime(Now.UtcDateTime).AddDays(days) : (DateOnly?)null;
                if (await SaveAsync(tenant, grain, save, from) is ScheduleAnswer.NotCovered { Refusal.CoveredFrom: { } covered } && save.ElseLater)
                    await SaveAsync(tenant, grain, save, covered);
                break;
            case Deed.Stop stop:
                journal.Write("stop", tenant, new { stop.Person, answer = await grain.StopSchedule(Person(stop.Person)) });
                break;
            case Deed.Request request:
                var answer = await cluster.RequestAsync(tenant, Person(request.Person));
                journal.Write("request", tenant, answer switch
                {
                    BackupAnswer.Accepted accepted => new { request.Person, answer = "Accepted", id = accepted.Id.Value },
                    BackupAnswer.AlreadyRunning running => new { request.Person, answer = "AlreadyRunning", id = running.Id.Value },
                    BackupAnswer.NothingLeft nothing => new { request.Person, answer = nothing.Refusal.Reason.ToString(), id = 0L },
                    _ => throw new InvalidOperationException($"{answer} is no answer."),
                });
                break;
            case Deed.SetUnits units:
                journal.Write("units", tenant, new { units.Count, answer = await grain.SetUnits(Vendor, units.Count) });
                break;
            case Deed.Pay pay:
                await grain.PaySubscription(Vendor, Now, Now + pay.Length);
                journal.Write("pay", tenant, new { until = Now + pay.Length });
                break;
            case Deed.EndSubscription:
                await grain.EndSubscription(Vendor);
                journal.Write("unpay", tenant);
                break;
            case Deed.See see:
                await grain.See(new Person(see.Person, Person(see.Person).Name, null, "en"), see.IsAdministrator);
                journal.Write("see", tenant, new { see.Person, see.IsAdministrator });
                break;
            case Deed.TakeCopies take:
                for (var copy = 0; copy < take.Count; copy++) await grain.RecordOperatorBackup(Operator, "Simulated for the log");
                journal.Write("copies", tenant, new { take.Count });
                break;
            case Deed.ChangeEdition change:
                crm.Set(tenant, change.Edition);
                journal.Write("edition", tenant, new { change.Edition });
                break;
            case Deed.ChangeHealth change:
                crm.Set(tenant, change.Health);
                journal.Write("health", tenant, new { change.Health });
                break;
            case Deed.Shake:
                crm.Shake(tenant);
                break;
            case Deed.Hold:
                crm.Hold(tenant);
                break;
            case Deed.Release:
                crm.Release(tenant);
                break;
            default:
                throw new InvalidOperationException($"{planned.Deed} is no deed.");
        }
    }

    private async Task<ScheduleAnswer> SaveAsync(TenantId tenant, ITenantGrain grain, Deed.Save save, DateOnly? from)
    {
        var answer = await grain.SaveSchedule(Person(save.Person), save.Recurrence, from);
        var rule = Rrule.Format(save.Recurrence);
        journal.Write("save", tenant, answer switch
        {
            ScheduleAnswer.Saved saved => new { save.Person, rule, from, answer = saved.IsNew ? "New" : "Same", first = (await grain.GetOverview()).NextRun, saved.Schedule.Anchor, saved.Schedule.Version },
            ScheduleAnswer.NotCovered refused => new { save.Person, rule, from, answer = refused.Refusal.Reason.ToString() },
            _ => throw new InvalidOperationException($"{answer} is no answer."),
        });
        return answer;
    }

    private static Actor Person(string id) => new(ActorKind.Person, id, id.ToUpperInvariant());

    // Right after a silo died a call may still go to it. One that only looks can be made again.
    private static async Task ReachAsync(ITenantGrain grain)
    {
        while (true)
        {
            try
            {
                await grain.GetOverview();
                return;
            }
            catch (OrleansException)
            {
                await Task.Delay(10);
            }
        }
    }
}
