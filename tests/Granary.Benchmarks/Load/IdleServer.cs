using Granary.Benchmarks.Contenders;
using Granary.Domain.Tenants;
using Granary.Testing;
using Npgsql;

namespace Granary.Benchmarks.Load;

/// <summary>
/// A server with tenants that have nothing to do. One tenant more has had a backup, so that what a server keeps of all of them once it
/// works is there.
/// </summary>
internal sealed class IdleServer : IAsyncDisposable
{
    private readonly FleetServer server;
    private readonly FleetFolder folder;
    private readonly FleetDatabase crm;
    private double bytes;
    private double rows;
    private double cpu;

    private IdleServer(FleetServer server, FleetFolder folder, FleetDatabase crm)
    {
        this.server = server;
        this.folder = folder;
        this.crm = crm;
    }

    public double Memory => server.Memory;

    /// <summary>What the server has asked the kernel for since <see cref="BeginAsync"/>.</summary>
    public double BytesRead => server.BytesRead - bytes;

    public double Cpu => server.Cpu - cpu;

    public static async Task<IdleServer> StartAsync(GranaryProgram program, string data, string postgres, int tenants, CancellationToken cancellationToken)
    {
        var crm = await FleetDatabase.OpenAsync(postgres, tenants, rows: 0, giant: 0);
        var idle = Herd.Names(tenants, TimeSpan.FromMinutes(1), TimeSpan.MaxValue).ToList();
        var busy = Herd.Names(1, TimeSpan.Zero, TimeSpan.FromMinutes(1)).Single();
        await crm.NameAsync([.. idle, busy]);
        await ScheduleAsync(idle, Herd.In(TimeSpan.Zero), day: 10);
        // The window of the busy one opens when all others are stored; for them another one makes no difference today.
        var herd = Herd.In(TimeSpan.FromSeconds(10));
        var folder = await ScheduleAsync([busy], herd, day: 0);

        var server = await FleetServer.StartAsync(program, folder, crm);
        await server.WatchAsync(backups: 1, herd.Opens, cancellationToken);
        return new IdleServer(server, folder, crm);

        async Task<FleetFolder> ScheduleAsync(IEnumerable<TenantId> some, Herd of, int day)
        {
            var stored = FleetFolder.Create(data, crm, of);
            await using var silo = await FleetSilo.StartAsync(stored);
            await silo.ScheduleAsync(some, of.Today.AddDays(day));
            return stored;
        }
    }

    /// <summary>From here on it is watched.</summary>
    public async Task BeginAsync() => (bytes, rows, cpu) = (server.BytesRead, await RowsReadAsync(), server.Cpu);

    public Task WatchAsync(TimeSpan time, CancellationToken cancellationToken) => server.WatchAsync(TimeProvider.System.GetUtcNow() + time, cancellationToken);

    /// <summary>Rows of the CRM's tenants that were read since <see cref="BeginAsync"/>, as PostgreSQL counts them.</summary>
    public async Task<double> CrmRowsAsync() => await RowsReadAsync() - rows;

    /// <returns>The reminders that are stored, and those of them that are read each time.</returns>
    public (double Stored, double Read) Reminders()
    {
        using var records = new FleetRecords(folder);
        return (records.Reminders(), records.RemindersReadAtOnce());
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<double> RowsReadAsync()
    {
        await using var connection = await crm.ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::double precision FROM pg_stat_user_tables WHERE relname = 'accounts'", connection);
        return (double)(await command.ExecuteScalarAsync())!;
    }
}
