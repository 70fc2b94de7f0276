using System.Data.Common;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Tables;

/// <summary>The open backups as rows of a table.</summary>
internal sealed class SqlOpenBackups(DbDataSource database) : IOpenBackups
{
    public Task AddAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) => ExecuteAsync(
        "INSERT INTO OpenBackups(Region, Tenant, Backup) VALUES(@region, @tenant, @backup) ON CONFLICT DO NOTHING", tenant, backup, cancellationToken);

    public Task RemoveAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) => ExecuteAsync(
        "DELETE FROM OpenBackups WHERE Region = @region AND Tenant = @tenant AND Backup = @backup", tenant, backup, cancellationToken);

    public async Task<IReadOnlyList<(TenantId Tenant, BackupId Backup)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Region, Tenant, Backup FROM OpenBackups ORDER BY Backup, Region, Tenant";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var open = new List<(TenantId, BackupId)>();
        while (await reader.ReadAsync(cancellationToken))
            open.Add((new TenantId(reader.GetString(0), reader.GetString(1)), new BackupId(reader.GetInt64(2))));
        return open;
    }

    private async Task ExecuteAsync(string sql, TenantId tenant, BackupId backup, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Add("@region", tenant.Region);
        command.Add("@tenant", tenant.Name);
        command.Add("@backup", backup.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
