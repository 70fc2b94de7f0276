using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Grains.Tests.Simulation;

/// <summary>
/// Everything that is going to be done, drawn from a seed before anything is: the same seed and sizes make the same plan. What
/// the service does with it may differ in the order of things that happen at one instant.
/// </summary>
internal sealed class SimulationPlan
{
    public static readonly DateTimeOffset Start = new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero);

    // Deeds come at so many minutes of each hour: enough of them at a time for the silos to have something to do.
    private const int GridMinutes = 30;

    // Zones whose rules have long been the same in every release of the time-zone data.
    private static readonly string[] Zones =
    [
        "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Asia/Tokyo",
        "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London", "Australia/Adelaide", "America/Los_Angeles",
    ];

    private static readonly string[] Editions = [Edition.Free, Edition.Standard, Edition.Professional, Edition.Enterprise, Edition.Ultimate, Edition.Ultimate];
    private static readonly string[] People = ["ann", "bob"];

    private readonly List<PlannedDeed> deeds = [];
    private readonly Random random;

    private SimulationPlan(int seed, int tenants, int days)
    {
        random = new Random(seed);
        Seed = seed;
        End = Start.AddDays(days);
        Tenants = Enumerable.Range(0, tenants).Select(number =>
            new TenantProfile(new TenantId(OneOf(["eu", "us"]), $"t{number:0000}"), $"Tenant {number}", OneOf(Zones), "FR", OneOf(Editions))).ToList();
        Outages = DrawOutages(days).OrderBy(outage => outage.At).ToList();
        foreach (var tenant in Tenants) DrawDeeds(tenant.Id);
        Deeds = deeds.Where(planned => planned.At < End).DistinctBy(planned => (planned.Tenant, planned.At)).OrderBy(planned => planned.At).ToList();
    }

    public int Seed { get; }

    public DateTimeOffset End { get; }

    public IReadOnlyList<TenantProfile> Tenants { get; }

    /// <summary>In order; of one tenant never two at the same instant.</summary>
    public IReadOnlyList<PlannedDeed> Deeds { get; }

    public IReadOnlyList<Outage> Outages { get; }

    public static SimulationPlan Draw(int seed, int tenants, int days) => new(seed, tenants, days);

    private IEnumerable<Outage> DrawOutages(int days)
    {
        for (var day = 6.0; day < days - 2; day += 2 + (random.NextDouble() * 10))
        {
            var length = random.Next(5) switch
            {
                0 or 1 => TimeSpan.Zero,
                2 => TimeSpan.FromMinutes(random.Next(2, 600)),
                3 => TimeSpan.FromHours(random.Next(10, 120)),
                _ => TimeSpan.FromHours(random.Next(100, 480)),
            };
            yield return new Outage(Start.AddMinutes(Math.Round(day * 24 * 60)), length, length == TimeSpan.Zero || random.Next(2) == 0, random.Next(3) > 0, TimeSpan.FromMilliseconds(random.Next(40)), (short)random.Next(1, 4));
            day += length.TotalDays;
        }
    }

    private void DrawDeeds(TenantId tenant)
    {
        var at = Add(tenant, Start, new Deed.See("ann", true));
        if (random.Next(4) > 0) at = Add(tenant, Next(at), new Deed.See("bob", true));
        if (random.Next(4) > 0) at = Add(tenant, Next(at), DrawSave());
        while (at < End)
        {
            at = OnGrid(at + (random.NextDouble() * random.Next(1, 25) * TimeSpan.FromDays(1)));
            at = random.Next(9) == 0 ? AddHeld(tenant, at) : Add(tenant, at, Draw());
        }
    }

    private Deed Draw() => random.Next(100) switch
    {
        < 22 => new Deed.Request(OneOf(People)),
        < 38 => DrawSave(),
        < 42 => new Deed.Stop(OneOf(People)),
        < 54 => new Deed.SetUnits(random.Next(0, 5)),
        < 66 => new Deed.Pay(TimeSpan.FromDays(random.Next(3) == 0 ? random.Next(7, 20) : random.Next(28, 100))),
        < 70 => new Deed.EndSubscription(),
        < 78 => new Deed.ChangeEdition(OneOf(Editions)),
        < 90 => new Deed.ChangeHealth(random.Next(5) switch { 0 => Health.FileMissing, 1 => Health.ModuleDown, 2 => Health.AllDown, _ => Health.Well }),
        < 93 => new Deed.Shake(),
        < 95 => new Deed.TakeCopies(random.Next(20, 150)),
        _ => new Deed.See(OneOf(People), random.Next(3) > 0),
    };

    private Deed.Save DrawSave()
    {
        var weekday = (DayOfWeek)random.Next(7);
        Recurrence recurrence = random.Next(20) switch
        {
            < 8 => new Recurrence.Weekly(weekday),
            < 13 => new Recurrence.TwiceAMonth(weekday),
            < 17 => new Recurrence.MonthlyByDate(random.Next(1, 32)),
            _ => new Recurrence.MonthlyByDay(OneOf(Enum.GetValues<WeekOfMonth>()), weekday),
        };
        return new Deed.Save(OneOf(People), recurrence, random.Next(6) == 0 ? random.Next(-2, 45) : null, random.Next(2) == 0);
    }

    // A backup that takes its time: meanwhile there are requests, stops and due runs, and months end.
    private DateTimeOffset AddHeld(TenantId tenant, DateTimeOffset at)
    {
        if (random.Next(3) == 0) at = OnGrid(new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1).AddHours(-random.Next(1, 40)));
        at = Add(tenant, at, new Deed.Hold());
        if (random.Next(4) > 0) at = Add(tenant, Next(at), new Deed.Request(OneOf(People)));
        var release = OnGrid(at + (random.NextDouble() * (random.Next(3) == 0 ? TimeSpan.FromDays(20) : TimeSpan.FromDays(2))));
        for (at = Next(at); at < release; at = OnGrid(at + (random.NextDouble() * TimeSpan.FromDays(3))))
            at = Add(tenant, at, random.Next(4) switch { 0 => new Deed.Stop(OneOf(People)), 1 => new Deed.Request(OneOf(People)), _ => Draw() });
        return Add(tenant, Next(at), new Deed.Release());
    }

    private DateTimeOffset Add(TenantId tenant, DateTimeOffset at, Deed deed)
    {
        deeds.Add(new PlannedDeed(at, tenant, deed));
        return at;
    }

    private static DateTimeOffset Next(DateTimeOffset at) => at.AddMinutes(GridMinutes);

    private static DateTimeOffset OnGrid(DateTimeOffset at) => Start.AddMinutes(Math.Ceiling((at - Start).TotalMinutes / GridMinutes) * GridMinutes);

    private T OneOf<T>(T[] some) => some[random.Next(some.Length)];
}
