using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A database that takes any bytes for text, as old ones do.</summary>
public sealed class DamagedTextTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");

    private PostgresDatabase database = null!;
    private PostgresCrmSource source = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(options: "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        await database.ExecuteAsync("""
            CREATE TABLE contacts (id int PRIMARY KEY, name text, tags text[]);
            INSERT INTO contacts VALUES
              (1, 'é', '{ok}'), (2, E'caf\xe9', NULL), (3, E'\xed\xa0\x80', '{ok}'), (4, E'A\xffB', ARRAY[E'\xe9']), (5, E'\xf0\x9f\x98\x80', NULL);
            """);
        var options = new CrmOptions { Provider = "Postgres", Database = database.ConnectionString };
        options.Tenants.Add(new CrmTenantOptions { Id = "acme", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Free" });
        source = new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_comes_as_its_bytes()
    {
        var snapshot = await source.TakeSnapshotAsync(Acme, new BackupId(1), 1, Cancellation);
        Assert.Equal(
        [
            [(CellKind.Literal, "1"), (CellKind.Text, "é"), (CellKind.Text, "{ok}")],
            [(CellKind.Literal, "2"), (CellKind.DamagedText, @"\x636166e9"), (CellKind.Null, "")],
            [(CellKind.Literal, "3"), (CellKind.DamagedText, @"\xeda080"), (CellKind.Text, "{ok}")],
            [(CellKind.Literal, "4"), (CellKind.DamagedText, @"\x41ff42"), (CellKind.DamagedText, @"\x7be97d")],
            [(CellKind.Literal, "5"), (CellKind.Text, "😀"), (CellKind.Null, "")],
        ], await snapshot.RecordsAsync("contacts", 0, Cancellation));
    }

    [Fact]
    public async Task A_backup_of_it_names_each_damaged_cell()
    {
        using var backup = await FolderBackup.TakeAsync(source, Acme);
        Assert.Equal(
            [("2", "name"), ("3", "name"), ("4", "name"), ("4", "tags")],
            backup.Manifest.Warnings.Select(warning => (warning.Subject, warning.Detail)).Order());
    }
}
