using System.Data.Common;
using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Tables;

/// <summary>Entries of the activity logs as rows of a table: moments as UTC in ISO 8601, events and kinds by name.</summary>
internal sealed class SqlLogTable(DbDataSource database) : ILogTable
{
    private const string Insert =
        """
        INSERT INTO ActivityLog(Region, Tenant, Number, At, Event, ActorKind, ActorId, ActorName, Backup, Detail)
        VALUES(@region, @tenant, @number, @at, @event, @actorKind, @actorId, @actorName, @backup, @detail)
        ON CONFLICT DO NOTHING
        """;

    private const string Columns = "Number, At, Event, ActorKind, ActorId, ActorName, Backup, Detail";

    public async Task AppendAsync(TenantId tenant, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // In one order, so that two who append the same entries wait for each other and never both.
        foreach (var entry in entries.OrderBy(entry => entry.Number))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Insert;
            command.Add("@region", tenant.Region);
            command.Add("@tenant", tenant.Name);
            command.Add("@number", entry.Number);
            command.Add("@at", Moment.Write(entry.At));
            command.Add("@event", entry.Event.ToString());
            command.Add("@actorKind", entry.Actor.Kind.ToString());
            command.Add("@actorId", entry.Actor.Id);
            command.Add("@actorName", entry.Actor.Name);
            command.Add("@backup", entry.Backup?.Value);
            command.Add("@detail", entry.Detail);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, long before, LogFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = Select(connection, Columns, tenant, before, filter);
        command.CommandText += " ORDER BY Number DESC LIMIT @take OFFSET @skip";
        command.Add("@take", take);
        command.Add("@skip", skip);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<LogEntry>();
        while (await reader.ReadAsync(cancellationToken)) entries.Add(Entry(reader));
        return entries;
    }

    public async Task<long> CountAsync(TenantId tenant, long before, LogFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = Select(connection, "COUNT(*)", tenant, before, filter);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    // The filter as SQL says what LogFilter.Lets says.
    private static DbCommand Select(DbConnection connection, string columns, TenantId tenant, long before, LogFilter filter)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM ActivityLog WHERE Region = @region AND Tenant = @tenant AND Number < @before";
        command.Add("@region", tenant.Region);
        command.Add("@tenant", tenant.Name);
        command.Add("@before", before);
        if (filter.Events.Count > 0)
        {
            var names = filter.Events.Select((@event, index) => command.Add($"@event{index}", @event.ToString()));
            command.CommandText += $" AND Event IN ({string.Join(", ", names)})";
        }
        if (filter.ActorId is { } actor) command.CommandText += $" AND ActorId = {command.Add("@actor", actor)}";
        if (filter.Since is { } since) command.CommandText += $" AND At >= {command.Add("@since", Moment.Write(since))}";
        return command;
    }

    private static LogEntry Entry(DbDataReader reader) => new(
        reader.GetInt64(0),
        Moment.Read(reader, 1),
        Enum.Parse<LogEvent>(reader.GetString(2)),
        new Actor(Enum.Parse<ActorKind>(reader.GetString(3)), reader.GetString(4), reader.GetString(5)),
        reader.IsDBNull(6) ? null : new BackupId(reader.GetInt64(6)),
        reader.IsDBNull(7) ? null : reader.GetString(7));
}
