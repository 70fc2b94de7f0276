using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>Who the tenants are: those of the settings, and those that a query finds.</summary>
internal sealed partial class PostgresTenants(CrmOptions options, PostgresDatabases databases, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1);
    private readonly IReadOnlyList<PostgresTenant> configured = options.TenantQuery is null ? [.. CrmTenants.Of(options).Select(tenant => Locate(options, tenant))] : [];
    private Listing? listing;

    public async ValueTask<IReadOnlyList<PostgresTenant>> ListAsync(CancellationToken cancellationToken) =>
        options.TenantQuery is { } query ? (await FoundAsync(query, cancellationToken)).Tenants : configured;

    public async ValueTask<PostgresTenant?> FindAsync(TenantId id, CancellationToken cancellationToken) =>
        options.TenantQuery is { } query
            ? (await FoundAsync(query, cancellationToken)).ById.GetValueOrDefault(id)
            : configured.FirstOrDefault(tenant => tenant.Profile.Id == id);

    public void Dispose() => turn.Dispose();

    private async ValueTask<Listing> FoundAsync(string query, CancellationToken cancellationToken)
    {
        if (Fresh() is { } known) return known;
        await turn.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (listing = await AskAsync(query, cancellationToken));
        }
        catch (TransientException e) when (listing is not null)
        {
            // Who was a tenant a minute ago is one now, whether the database answers or not.
            LogUnanswered(e);
            return listing = listing with { At = clock.GetUtcNow() };
        }
        finally
        {
            turn.Release();
        }
    }

    private Listing? Fresh() => listing is { } known && clock.GetUtcNow() - known.At < FreshFor ? known : null;

    private async Task<Listing> AskAsync(string query, CancellationToken cancellationToken)
    {
        var found = new List<CrmTenantOptions>();
        try
        {
            await using var connection = await databases.Of(options.Database).ConnectAsync(cancellationToken);
            await using var command = new NpgsqlCommand(query, connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) found.Add(Read(rows));
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, $"{CrmOptions.Section}:TenantQuery");
        }
        var tenants = CrmTenants.Of(options, found).Where(IsTenant).Select(tenant => Locate(options, tenant)).ToList();
        return tenants.GroupBy(tenant => tenant.Profile.Id).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"{CrmOptions.Section}:TenantQuery gives the tenant '{twice.Key}' more than once: each needs an id of its own.")
            : new Listing(tenants, tenants.ToDictionary(tenant => tenant.Profile.Id), clock.GetUtcNow());
    }

    private static CrmTenantOptions Read(NpgsqlDataReader row) => new()
    {
        Id = Text(row, "id") ?? "",
        Name = Text(row, "name"),
        Region = Text(row, "region") ?? "",
        TimeZone = Text(row, "time_zone") ?? "",
        Country = Text(row, "country") ?? "",
        Edition = Text(row, "edition") ?? "",
        Schema = Text(row, "schema"),
        Key = Text(row, "key"),
        Database = Text(row, "database"),
    };

    // One that is no tenant does not keep the others from their backups.
    private bool IsTenant(CrmTenantOptions tenant)
    {
        var good = CrmTenants.Id(tenant) is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(tenant.TimeZone) is not null;
        if (!good) LogNoTenant(tenant.Region, tenant.Id, tenant.TimeZone);
        return good;
    }

    private static string? Text(NpgsqlDataReader row, string column)
    {
        for (var i = 0; i < row.FieldCount; i++)
            if (row.GetName(i) == column) return row.IsDBNull(i) ? null : Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture);
        return null;
    }

    private static PostgresTenant Locate(CrmOptions options, CrmTenantOptions tenant) => new(
        CrmTenants.Profile(tenant),
        CrmTenants.Database(tenant, options),
        options.Tenancy is CrmTenancy.Schema ? CrmTenants.Schema(tenant, options) : null,
        options.Tenancy is CrmTenancy.Column ? CrmTenants.Key(tenant) : null);

    [LoggerMessage(LogLevel.Warning, "The query of the tenants was not answered; those of the last answer go on")]
    private partial void LogUnanswered(Exception exception);

    [LoggerMessage(LogLevel.Error, "The query of the tenants gives '{Region}/{Tenant}' in the time zone '{TimeZone}': region and id are 1 to 63 of a-z, 0-9, '-' and '_', and the zone is an IANA name. It has no backups until that is mended")]
    private partial void LogNoTenant(string region, string tenant, string timeZone);

    private sealed record Listing(IReadOnlyList<PostgresTenant> Tenants, IReadOnlyDictionary<TenantId, PostgresTenant> ById, DateTimeOffset At);
}
