using System.Globalization;
using System.Text.Json.Nodes;
using Granary.Domain.Tenants;
using Microsoft.Data.Sqlite;

namespace Granary.Grains.Tests.Simulation;

/// <summary>
/// The database beside the silos' back: what they have stored, in the form in which it is stored, so that no code of theirs
/// stands between it and the judge. Tenants forget; whoever looks every few weeks sees everything.
/// </summary>
internal sealed class StoredTenants : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<(TenantId, string, long), int> written = [];

    public StoredTenants(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ToString());
        connection.Open();
    }

    /// <summary>When the first of all reminders is due; null when there is none.</summary>
    public DateTimeOffset? FirstReminder()
    {
        using var command = Command("SELECT min(StartTime) FROM OrleansRemindersTable");
        return command.ExecuteScalar() is string text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
    }

    /// <summary>The tenants that have an open backup.</summary>
    public HashSet<TenantId> WithOpenBackups()
    {
        using var command = Command("SELECT DISTINCT Region, Tenant FROM OpenBackups");
        using var reader = command.ExecuteReader();
        var tenants = new HashSet<TenantId>();
        while (reader.Read()) tenants.Add(new TenantId(reader.GetString(0), reader.GetString(1)));
        return tenants;
    }

    /// <summary>Writes down every backup, ledger entry and notification that is new or has changed since the last time.</summary>
    public void WriteNews(Journal journal)
    {
        foreach (var (tenant, state) in All())
        {
            foreach (var backup in Items(state, "Backups"))
            {
                backup["Publication"]?.AsObject().Remove("Files");
                WriteIfNew(journal, "backup", tenant, Number(backup, "Id"), backup);
            }
            foreach (var entry in Items(state["Ledger"]!, "Entries")) WriteIfNew(journal, "entry", tenant, Number(entry, "Backup"), entry);
            foreach (var notification in Items(state["Notifications"]!, "List")) WriteIfNew(journal, "notification", tenant, (long)notification["Number"]!, notification);
        }
    }

    /// <summary>Writes down how every ledger stands.</summary>
    public void WriteLedgers(Journal journal)
    {
        foreach (var (tenant, state) in All()) journal.Write("ledger", tenant, state["Ledger"]);
    }

    public void Dispose() => connection.Dispose();

    private static IEnumerable<JsonNode> Items(JsonNode parent, string name) => (parent[name]?.AsArray() ?? []).Select(item => item!);

    private static long Number(JsonNode parent, string name) => (long)parent[name]!["Value"]!;

    private void WriteIfNew(Journal journal, string what, TenantId tenant, long number, JsonNode item)
    {
        var hash = item.ToJsonString().GetHashCode(StringComparison.Ordinal);
        if (written.TryGetValue((tenant, what, number), out var before) && before == hash) return;
        written[(tenant, what, number)] = hash;
        journal.Write(what, tenant, item);
    }

    private IEnumerable<(TenantId Tenant, JsonNode State)> All()
    {
        using var command = Command("SELECT GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'tenant'");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (TenantId.Parse(reader.GetString(0)), JsonNode.Parse(reader.GetFieldValue<byte[]>(1))!);
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}
