using Granary.Adapters.Crm;
using Granary.Archive.Csv;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Granary.Benchmarks.Data;

/// <summary>A snapshot of a made database, read by our own adapter in this process.</summary>
internal sealed class SampleSource : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly ICrmSnapshot snapshot;

    private SampleSource(ServiceProvider services, ICrmSnapshot snapshot, IReadOnlyList<CrmModule> modules)
    {
        this.services = services;
        this.snapshot = snapshot;
        Modules = modules;
    }

    public IReadOnlyList<CrmModule> Modules { get; }

    public static async Task<SampleSource> OpenAsync(SampleDatabase database)
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>))
            .AddCrm(options =>
            {
                options.Provider = "Postgres";
                options.Database = database.ConnectionString;
                options.Tenants.Add(new CrmTenantOptions
                {
                    Id = SampleDatabase.Tenant.Name, Region = SampleDatabase.Tenant.Region, TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise",
                });
            })
            .BuildServiceProvider();
        var backup = BackupId.Next(default, TimeProvider.System.GetUtcNow());
        var snapshot = await services.GetRequiredService<ICrmSource>().TakeSnapshotAsync(SampleDatabase.Tenant, backup, epoch: 1, CancellationToken.None);
        return new SampleSource(services, snapshot, (await snapshot.DescribeAsync(CancellationToken.None)).Modules);
    }

    public Task<RowReader> ReadAsync(CrmModule module) => snapshot.ReadAsync(module, skip: 0, CancellationToken.None);

    /// <summary>All modules as a backup writes them, one behind the other.</summary>
    public async Task WriteCsvAsync(Stream output)
    {
        foreach (var module in Modules)
        {
            await using var reader = await ReadAsync(module);
            using var csv = new CsvFileWriter(output, TextMode.Exact, [.. module.Columns.Select(column => column.Name)]);
            while (await reader.ReadAsync(CancellationToken.None))
            {
                for (var column = 0; column < module.Columns.Count; column++) csv.Write(reader.Read(column, out var utf8), utf8);
                csv.EndRow();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync();
        // Its keepers end with the source.
        await services.DisposeAsync();
    }
}
