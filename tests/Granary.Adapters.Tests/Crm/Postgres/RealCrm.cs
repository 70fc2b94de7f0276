using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Archive.Manifests;
using Granary.Domain.Tenants;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A database as the settings of a vendor describe it, and the round trips of its tenants.</summary>
internal sealed class RealCrm : IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly PostgresCrmSource usual;
    private readonly PostgresCrmSource everything;

    public RealCrm(PostgresDatabase database, CrmTenancy tenancy, Action<CrmOptions> configure)
    {
        this.database = database;
        usual = Open(tenancy, configure);
        everything = Open(tenancy, options =>
        {
            configure(options);
            options.SearchColumns = true;
            options.SecretColumns.Add("none");
        });
    }

    public async Task<string[]> TenantsAsync() =>
        [.. (await usual.ListTenantsAsync(TestContext.Current.CancellationToken)).Select(tenant => tenant.Id.Name)];

    /// <summary>
    /// Takes two backups, the second one with the columns that usually stay out: both have to be as the database is, but for the
    /// modules that cannot be read.
    /// </summary>
    /// <param name="rows">See <see cref="RoundTrip.CheckAsync"/>.</param>
    public async Task<(Manifest Usual, Manifest Everything)> RoundTripAsync(string tenant, Func<string, string> rows, params string[] unreadable)
    {
        var first = await RoundTripAsync(usual, known: null);
        return (first, await RoundTripAsync(everything, first.Modules));

        async Task<Manifest> RoundTripAsync(PostgresCrmSource source, IReadOnlyList<ManifestModule>? known)
        {
            using var backup = await FolderBackup.TakeAsync(source, new TenantId("eu", tenant));
            var result = await RoundTrip.CheckAsync(backup.Path, database, rows, known);
            Assert.True(result.Differences.Count == 0, string.Join('\n', result.Differences));
            Assert.Equal(unreadable, result.Failed);
            return backup.Manifest;
        }
    }

    /// <summary>The same for a tenant to whom whole tables belong: all of them, and nothing else.</summary>
    public async Task<(Manifest Usual, Manifest Everything)> RoundTripAsync(string tenant, IReadOnlyDictionary<string, string> tables, params string[] unreadable)
    {
        var manifests = await RoundTripAsync(tenant, module => tables[module], unreadable);
        foreach (var manifest in new[] { manifests.Usual, manifests.Everything })
            Assert.Equal(tables.Keys.Order(StringComparer.Ordinal), manifest.Modules.Select(module => module.Name).Order(StringComparer.Ordinal));
        return manifests;
    }

    public async ValueTask DisposeAsync()
    {
        await usual.DisposeAsync();
        await everything.DisposeAsync();
    }

    private PostgresCrmSource Open(CrmTenancy tenancy, Action<CrmOptions> configure)
    {
        var options = new CrmOptions
        {
            Provider = "Postgres",
            Database = database.ConnectionString,
            Tenancy = tenancy,
            TenantDefaults = new CrmTenantOptions { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" },
        };
        configure(options);
        var found = new CrmOptionsValidator().Validate(null, options);
        Assert.True(found.Succeeded, found.FailureMessage);
        return new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
    }
}
