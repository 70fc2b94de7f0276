using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Archive.Manifests;
using Granary.Domain.Tenants;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A database as the settings of a vendor describe it, and the round trip of its tenants.</summary>
internal sealed class RealCrm : IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly PostgresCrmSource source;

    /// <param name="everything">Whether columns come along that usually stay out.</param>
    public RealCrm(PostgresDatabase database, CrmTenancy tenancy, bool everything, Action<CrmOptions> configure)
    {
        this.database = database;
        var options = new CrmOptions
        {
            Provider = "Postgres",
            Database = database.ConnectionString,
            Tenancy = tenancy,
            SearchColumns = everything,
            TenantDefaults = new CrmTenantOptions { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" },
        };
        if (everything) options.SecretColumns.Add("none");
        configure(options);
        var checkedOptions = new CrmOptionsValidator().Validate(null, options);
        Assert.True(checkedOptions.Succeeded, checkedOptions.FailureMessage);
        source = new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
    }

    public async Task<string[]> TenantsAsync() =>
        [.. (await source.ListTenantsAsync(TestContext.Current.CancellationToken)).Select(tenant => tenant.Id.Name)];

    /// <summary>Takes a backup; it has to be as the database is, but for the modules that cannot be read.</summary>
    /// <param name="rows">See <see cref="RoundTrip.CheckAsync"/>.</param>
    public async Task<Manifest> RoundTripAsync(string tenant, Func<string, string> rows, params string[] unreadable)
    {
        using var backup = await FolderBackup.TakeAsync(source, new TenantId("eu", tenant));
        var result = await RoundTrip.CheckAsync(backup.Path, database, rows);
        Assert.Empty(result.Differences);
        Assert.Equal(unreadable, result.Failed);
        return backup.Manifest;
    }

    /// <summary>The same for a tenant to whom whole tables belong: all of them, and nothing else.</summary>
    public async Task<Manifest> RoundTripAsync(string tenant, IReadOnlyDictionary<string, string> tables, params string[] unreadable)
    {
        var manifest = await RoundTripAsync(tenant, module => tables[module], unreadable);
        Assert.Equal(tables.Keys.Order(StringComparer.Ordinal), manifest.Modules.Select(module => module.Name).Order(StringComparer.Ordinal));
        return manifest;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
