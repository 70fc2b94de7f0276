using System.Text.Json.Nodes;
using Granary.Domain.Tenants;
using Microsoft.Data.Sqlite;

namespace Granary.Benchmarks.Load;

/// <summary>What a server has stored, read beside its back.</summary>
internal sealed class FleetRecords : IDisposable
{
    private readonly SqliteConnection connection;

    public FleetRecords(FleetFolder folder)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
    }

    public long OpenBackups() => Count("SELECT count(*) FROM OpenBackups");

    public long Reminders() => Count("SELECT count(*) FROM OrleansRemindersTable");

    /// <summary>The rows that Orleans gets when it reads the reminders of all tenants, by the very query that it is given.</summary>
    public long RemindersReadAtOnce()
    {
        using var find = Command("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ReadRangeRows2Key'");
        using var read = Command((string)find.ExecuteScalar()!);
        foreach (var (name, value) in new (string, object)[] { ("@ServiceId", "granary"), ("@BeginHash", 0), ("@EndHash", 0) }) read.Parameters.AddWithValue(name, value);
        using var rows = read.ExecuteReader();
        var count = 0L;
        while (rows.Read()) count++;
        return count;
    }

    /// <summary>The scheduled backups that have ended.</summary>
    public IReadOnlyList<FleetRun> Runs()
    {
        using var command = Command("SELECT GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'tenant'");
        using var rows = command.ExecuteReader();
        var runs = new List<FleetRun>();
        while (rows.Read())
        {
            var tenant = TenantId.Parse(rows.GetString(0));
            foreach (var backup in JsonNode.Parse(rows.GetFieldValue<byte[]>(1))!["Backups"]!.AsArray())
                if (backup!["EndedAt"] is { } ended)
                    runs.Add(new FleetRun(tenant, (string)backup["State"]!,
                        (DateTimeOffset)backup["Occurrence"]!["DueAt"]!, (DateTimeOffset)(backup["StartedAt"] ?? ended), (DateTimeOffset)ended));
        }
        return runs;
    }

    public void Dispose() => connection.Dispose();

    private long Count(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
