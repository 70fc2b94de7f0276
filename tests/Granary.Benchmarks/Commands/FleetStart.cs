using Granary.Benchmarks.Load;
using Granary.Domain.Tenants;
using Granary.Testing;

namespace Granary.Benchmarks.Commands;

/// <summary>A data directory whose tenants have schedules, and when their window opens.</summary>
internal sealed record FleetStart(FleetFolder Folder, Herd Herd)
{
    private static readonly TimeSpan StartOfServer = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EachSchedule = TimeSpan.FromMilliseconds(12);

    /// <summary>Schedules a backup today for each.</summary>
    public static async Task<FleetStart> ScheduleAsync(Stage stage, FleetDatabase crm, IReadOnlyCollection<TenantId> tenants)
    {
        var herd = Herd.In(StartOfServer + EachSchedule * tenants.Count);
        var folder = FleetFolder.Create(stage.Folder(Path.GetRandomFileName()), crm, herd);
        await Console.Error.WriteLineAsync($"{tenants.Count} tenants are due from {herd.Opens:T} UTC on");
        await using (var silo = await FleetSilo.StartAsync(folder)) await silo.ScheduleAsync(tenants, herd.Today);
        return TimeProvider.System.GetUtcNow() < herd.Opens
            ? new FleetStart(folder, herd)
            : throw new InvalidOperationException("Saving the schedules took so long that the window is open: is the machine busy?");
    }
}
