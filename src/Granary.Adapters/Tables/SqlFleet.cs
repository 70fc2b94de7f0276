using System.Data.Common;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Tables;

/// <summary>How every tenant stands, as rows of a table: conditions and causes by name.</summary>
internal sealed class SqlFleet(DbDataSource database) : IFleet
{
    private const string Upsert =
        """
        INSERT INTO Fleet(Region, Tenant, Entry, OpenState, OpenSince, DueAt, Failures, FailedAt, FaultStage, FaultSide)
        VALUES(@region, @tenant, @entry, @openState, @openSince, @dueAt, @failures, @failedAt, @stage, @side)
        ON CONFLICT (Region, Tenant) DO UPDATE SET Entry = excluded.Entry, OpenState = excluded.OpenState, OpenSince = excluded.OpenSince, DueAt = excluded.DueAt,
          Failures = excluded.Failures, FailedAt = excluded.FailedAt, FaultStage = excluded.FaultStage, FaultSide = excluded.FaultSide
        WHERE Fleet.Entry <= excluded.Entry
        """;

    public async Task ShowAsync(TenantId tenant, Standing standing, long entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Upsert;
        command.Add("@region", tenant.Region);
        command.Add("@tenant", tenant.Name);
        command.Add("@entry", entry);
        command.Add("@openState", standing.Open?.ToString());
        command.Add("@openSince", Written(standing.OpenSince));
        command.Add("@dueAt", Written(standing.DueAt));
        command.Add("@failures", standing.Failures);
        command.Add("@failedAt", Written(standing.FailedAt));
        command.Add("@stage", standing.Stage?.ToString());
        command.Add("@side", standing.Side?.ToString());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FleetCount>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join(" UNION ALL ", Enum.GetValues<FleetCondition>().Select(condition =>
            $"SELECT Region, '{condition}', COUNT(*) FROM Fleet WHERE {Is(condition)} GROUP BY Region"));
        AddLate(command, now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<FleetCount>();
        while (await reader.ReadAsync(cancellationToken))
            counts.Add(new FleetCount(reader.GetString(0), Enum.Parse<FleetCondition>(reader.GetString(1)), reader.GetInt64(2)));
        return counts;
    }

    public async Task<IReadOnlyList<FleetEntry>> ListAsync(FleetCondition condition, string? region, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
             SELECT Region, Tenant, OpenState, OpenSince, DueAt, Failures, FailedAt, FaultStage, FaultSide FROM Fleet
             WHERE ({Is(condition)}){(region is null ? "" : $" AND Region = {command.Add("@region", region)}")}
             ORDER BY {Order(condition)}, Region, Tenant LIMIT @take OFFSET @skip
             """;
        if (condition is FleetCondition.Late) AddLate(command, now);
        command.Add("@take", take);
        command.Add("@skip", skip);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<FleetEntry>();
        while (await reader.ReadAsync(cancellationToken)) entries.Add(Entry(reader));
        return entries;
    }

    private static void AddLate(DbCommand command, DateTimeOffset now) => command.Add("@late", Written(now - Standing.LateAfter));

    private static string Is(FleetCondition condition) => condition switch
    {
        FleetCondition.Failing => "Failures > 0",
        FleetCondition.Running => $"OpenState = '{BackupState.InProgress}'",
        FleetCondition.Queued => $"OpenState = '{BackupState.Queued}'",
        _ => $"DueAt < @late OR (OpenState = '{BackupState.Queued}' AND OpenSince < @late)",
    };

    private static string Order(FleetCondition condition) => condition switch
    {
        FleetCondition.Failing => "Failures DESC, FailedAt",
        FleetCondition.Late => $"CASE WHEN DueAt IS NULL OR (OpenState = '{BackupState.Queued}' AND OpenSince < DueAt) THEN OpenSince ELSE DueAt END",
        _ => "OpenSince",
    };

    private static string? Written(DateTimeOffset? moment) => moment is { } known ? Moment.Write(known) : null;

    private static FleetEntry Entry(DbDataReader reader) => new(
        new TenantId(reader.GetString(0), reader.GetString(1)),
        new Standing(Name<BackupState>(reader, 2), MomentOf(reader, 3), MomentOf(reader, 4), reader.GetInt32(5), MomentOf(reader, 6), Name<FaultStage>(reader, 7), Name<FaultSide>(reader, 8)));

    private static DateTimeOffset? MomentOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Moment.Read(reader, column);

    private static T? Name<T>(DbDataReader reader, int column) where T : struct, Enum => reader.IsDBNull(column) ? null : Enum.Parse<T>(reader.GetString(column));
}
