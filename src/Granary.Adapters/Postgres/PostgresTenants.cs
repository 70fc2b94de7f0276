using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>Who the tenants are: those of the settings, and those that a query finds.</summary>
internal sealed partial class PostgresTenants(CrmOptions options, PostgresDatabases databases, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>Everybody waits for the answer, pages too: a table that is locked, or a server that hangs, is not waited for.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Listing configured = ListingOf(options.TenantQuery is null ? [.. CrmTenants.Of(options).Select(tenant => Locate(options, tenant))] : [], default);
    private Listing? listing;

    public async ValueTask<IReadOnlyList<PostgresTenant>> ListAsync(CancellationToken cancellationToken) =>
        (await FoundAsync(cancellationToken)).Tenants;

    public async ValueTask<PostgresTenant?> FindAsync(TenantId id, CancellationToken cancellationToken) =>
        (await FoundAsync(cancellationToken)).ById.GetValueOrDefault(id);

    public void Dispose() => turn.Dispose();

    private async ValueTask<Listing> FoundAsync(CancellationToken cancellationToken)
    {
        if (options.TenantQuery is not { } query) return configured;
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
        using var timeout = new CancellationTokenSource(AnswersWithin, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await using var connection = await databases.Of(options.Database).ConnectAsync(limit.Token);
            await using var command = new NpgsqlCommand(query, connection);
            await using var rows = await command.ExecuteReaderAsync(limit.Token);
            while (await rows.ReadAsync(limit.Token)) found.Add(Read(rows));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"{CrmOptions.Section}:TenantQuery was not answered within {AnswersWithin.TotalSeconds} seconds.", e);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, $"{CrmOptions.Section}:TenantQuery");
        }
        var all = CrmTenants.Of(options, found);
        // One that is no tenant does not keep the others from their backups.
        foreach (var error in CrmTenantErrors.Of(options, all, index => $"TenantQuery '{all[index].Id}'")) LogNoTenant(error);
        return ListingOf([.. CrmTenantErrors.Sound(options, all).Select(tenant => Locate(options, tenant))], clock.GetUtcNow());
    }

    private static Listing ListingOf(IReadOnlyList<PostgresTenant> tenants, DateTimeOffset at) =>
        new(tenants, tenants.ToDictionary(tenant => tenant.Profile.Id), at);

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

    private static string? Text(NpgsqlDataReader row, string column)
    {
        for (var i = 0; i < row.FieldCount; i++)
            if (row.GetName(i) == column) return row.IsDBNull(i) ? null : Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture);
        return null;
    }

    private static PostgresTenant Locate(CrmOptions options, CrmTenantOptions tenant) => new(
        CrmTenants.Profile(tenant),
        CrmTenants.Database(tenant, options),
        options.Tenancy is CrmTenancy.Schema ? CrmTenants.Schema(tenant, options) ?? throw new InvalidOperationException($"The tenant '{tenant.Id}' has no schema.") : null,
        options.Tenancy is CrmTenancy.Column ? CrmTenants.Key(tenant) : null);

    [LoggerMessage(LogLevel.Warning, "The query of the tenants was not answered; those of the last answer go on")]
    private partial void LogUnanswered(Exception exception);

    [LoggerMessage(LogLevel.Error, "Granary:Crm:{Error} It has no backups until that is mended")]
    private partial void LogNoTenant(string error);

    private sealed record Listing(IReadOnlyList<PostgresTenant> Tenants, IReadOnlyDictionary<TenantId, PostgresTenant> ById, DateTimeOffset At);
}
