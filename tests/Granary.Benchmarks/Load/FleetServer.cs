using System.Diagnostics;
using System.Globalization;
using Granary.Benchmarks.Contenders;
using Granary.Benchmarks.Measure;
using Granary.Testing.Processes;
using Npgsql;

namespace Granary.Benchmarks.Load;

/// <summary>The published program as a server, and what it holds while it works.</summary>
internal sealed class FleetServer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly FleetFolder folder;
    private readonly NpgsqlConnection crm;
    private readonly string log;

    private FleetServer(Process process, FleetFolder folder, NpgsqlConnection crm, string log)
    {
        this.process = process;
        this.folder = folder;
        this.crm = crm;
        this.log = log;
    }

    public static async Task<FleetServer> StartAsync(GranaryProgram program, FleetFolder folder, FleetDatabase crm)
    {
        // Nobody looks at its pages: any port does, and a file for what it says, because a pipe that is not read would stop it.
        var log = Path.Combine(folder.Data, "server.log");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$0\" --config \"$1\" --urls http://127.0.0.1:0 >\"$2\" 2>&1", program.Path, folder.Config, log]);
        foreach (var setting in program.Settings.Select(setting => setting.Split('=', 2))) start.Environment[setting[0]] = setting[1];
        return new FleetServer(Process.Start(start)!, folder, await crm.ConnectAsync(), log);
    }

    /// <summary>The most connections to the CRM's database that it has held at one time.</summary>
    public long MostConnections { get; private set; }

    /// <summary>The most memory that it has had resident so far.</summary>
    public double PeakMemory => ProcessTree.PeakMemory(process.Id);

    /// <summary>What it has resident now.</summary>
    public double Memory => ProcessTree.Memory(process.Id);

    public double Cpu => ProcessTree.Cpu(process.Id).TotalSeconds;

    /// <summary>What it has asked the kernel to read so far, whether from files or from connections.</summary>
    public double BytesRead => ProcessTree.BytesRead(process.Id);

    /// <summary>Watches it until an instant.</summary>
    public Task WatchAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        WatchAsync(() => TimeProvider.System.GetUtcNow() >= until, cancellationToken);

    /// <summary>Watches it until so many backups have ended and are cleared away.</summary>
    /// <param name="notBefore">When the last of them is due.</param>
    public async Task<IReadOnlyList<FleetRun>> WatchAsync(int backups, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        using var records = new FleetRecords(folder);
        IReadOnlyList<FleetRun> runs = [];
        await WatchAsync(
            () => TimeProvider.System.GetUtcNow() > notBefore && records.OpenBackups() == 0 && (runs = records.Runs()).Count >= backups,
            cancellationToken);
        return runs;
    }

    public async ValueTask DisposeAsync()
    {
        await crm.DisposeAsync();
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private async Task WatchAsync(Func<bool> isOver, CancellationToken cancellationToken)
    {
        while (!isOver())
        {
            if (process.HasExited) throw new InvalidOperationException($"granary ended with {process.ExitCode}:\n{await File.ReadAllTextAsync(log, cancellationToken)}");
            await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()", crm);
            MostConnections = Math.Max(MostConnections, (long)(await count.ExecuteScalarAsync(cancellationToken))!);
            await Task.Delay(Interval, cancellationToken);
        }
    }
}
