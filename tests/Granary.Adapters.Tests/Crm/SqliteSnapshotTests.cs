using System.Security.Cryptography;
using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Testing.Crm;
using Microsoft.Data.Sqlite;

namespace Granary.Adapters.Tests.Crm;

/// <summary>The copy of a database that is in use, and what becomes of the database and of the copy.</summary>
public sealed class SqliteSnapshotTests
{
    private const string Rows = "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t (v) VALUES ('a'), ('b')";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task The_database_and_its_directory_stay_as_they_are(string journal)
    {
        using var database = new OneDatabase($"PRAGMA journal_mode = {journal}; {Rows}");
        var before = Contents(database);
        var snapshot = await database.TakeAsync();
        Assert.Equal(2, (await snapshot.RecordsAsync("t", 0, Cancellation)).Count);
        Assert.Equal(before, Contents(database));
        Assert.Single(database.Snapshots);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task A_directory_that_nobody_may_write_to_is_enough(string journal)
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "Whoever may do everything cannot be kept from writing.");
        using var database = new OneDatabase($"PRAGMA journal_mode = {journal}; {Rows}");
        var directory = database.Folder["crm"];
        SetMode(directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(2, (await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation)).Count);
        }
        finally
        {
            SetMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task What_is_committed_to_a_log_is_in_and_what_is_not_committed_is_not()
    {
        using var database = new OneDatabase($"PRAGMA journal_mode = WAL; {Rows}");
        using var writer = database.Connect();
        OneDatabase.Execute(writer, "INSERT INTO t (v) VALUES ('committed')");
        Assert.True(File.Exists(database.File + "-wal"));
        OneDatabase.Execute(writer, "BEGIN IMMEDIATE; INSERT INTO t (v) VALUES ('not yet')");
        var records = await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation);
        Assert.Equal(["a", "b", "committed"], records.Select(record => record[1].Text));
    }

    [Fact]
    public async Task The_instant_is_one_at_which_nobody_can_change_a_database_with_a_journal()
    {
        using var database = new OneDatabase(Rows);
        var clock = new MeddlingClock(() => Assert.Throws<SqliteException>(() => database.Execute("INSERT INTO t (v) VALUES ('too late')")));
        database.Clock = clock;
        var snapshot = await database.TakeAsync();
        Assert.Equal(1, clock.Asked);
        Assert.Equal(2, (await snapshot.RecordsAsync("t", 0, Cancellation)).Count);
        database.Execute("INSERT INTO t (v) VALUES ('in time for the next')");
    }

    [Fact]
    public async Task What_comes_into_a_log_after_the_instant_is_not_in_the_copy()
    {
        using var database = new OneDatabase($"PRAGMA journal_mode = WAL; {Rows}");
        using var writer = database.Connect();
        OneDatabase.Execute(writer, "INSERT INTO t (v) VALUES ('before')");
        database.Clock = new MeddlingClock(() => OneDatabase.Execute(writer, "INSERT INTO t (v) VALUES ('after')"));
        var records = await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation);
        Assert.Equal(["a", "b", "before"], records.Select(record => record[1].Text));
    }

    [Fact]
    public async Task A_copy_without_a_lock_is_thrown_away_when_somebody_has_written_meanwhile()
    {
        using var database = new OneDatabase($"PRAGMA journal_mode = WAL; {Rows}");
        database.Clock = new MeddlingClock(() => database.Execute("INSERT INTO t (v) VALUES ('after')"));
        await Assert.ThrowsAsync<TransientException>(() => database.TakeAsync());
        Assert.Empty(database.Snapshots);
    }

    [Fact]
    public async Task A_writer_that_has_not_committed_to_a_journal_is_not_seen()
    {
        using var database = new OneDatabase(Rows);
        using var writer = database.Connect();
        OneDatabase.Execute(writer, "BEGIN IMMEDIATE; INSERT INTO t (v) VALUES ('not yet')");
        Assert.Equal(2, (await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation)).Count);
        OneDatabase.Execute(writer, "COMMIT");
    }

    [Fact]
    public async Task A_locked_database_is_worth_another_try()
    {
        using var database = new OneDatabase(Rows);
        using (var writer = database.Connect())
        {
            OneDatabase.Execute(writer, "BEGIN EXCLUSIVE");
            await Assert.ThrowsAsync<TransientException>(() => database.TakeAsync());
            Assert.Empty(database.Snapshots);
        }
        Assert.Equal(2, (await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation)).Count);
    }

    [Fact]
    public async Task A_database_whose_writer_has_died_is_worth_another_try()
    {
        using var database = new OneDatabase(Rows);
        using (var writer = database.Connect())
        {
            OneDatabase.Execute(writer, "PRAGMA cache_size = 1; BEGIN; INSERT INTO t (v) SELECT hex(randomblob(3000)) FROM t, t, t, t, t, t, t");
            File.Copy(database.File, database.Folder["dead.sqlite"]);
            File.Copy(database.File + "-journal", database.Folder["dead.sqlite-journal"]);
            OneDatabase.Execute(writer, "ROLLBACK");
        }
        database.Options.Database = database.Folder["dead.sqlite"];
        await Assert.ThrowsAsync<TransientException>(() => database.TakeAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_and_one_that_is_not_there_are_for_good()
    {
        using var database = new OneDatabase();
        var absent = await Assert.ThrowsAsync<InvalidOperationException>(() => database.TakeAsync());
        Assert.Contains("Granary:Crm:Database", absent.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(database.File, new byte[8192].Select((_, i) => (byte)(i * 31)).ToArray(), Cancellation);
        await Assert.ThrowsAsync<SqliteException>(() => database.TakeAsync());
        Assert.Empty(database.Snapshots);
    }

    [Fact]
    public async Task A_damaged_database_is_for_good()
    {
        using var database = new OneDatabase($"{Rows}; INSERT INTO t (v) SELECT hex(randomblob(3000)) FROM t, t, t, t");
        using (var file = File.OpenWrite(database.File))
        {
            file.Position = 4096;
            file.Write(new byte[4096].Select((_, i) => (byte)(i * 31)).ToArray());
        }
        var snapshot = await database.TakeAsync();
        await Assert.ThrowsAsync<SqliteException>(() => snapshot.RecordsAsync("t", 0, Cancellation));
    }

    [Fact]
    public async Task A_cancelled_copy_leaves_nothing()
    {
        using var database = new OneDatabase(Rows);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            database.Source.TakeSnapshotAsync(OneDatabase.Tenant, new Domain.Backups.BackupId(1), 1, new CancellationToken(canceled: true)));
        Assert.Empty(database.Snapshots);
    }

    [Fact]
    public async Task Half_made_copies_of_dead_processes_go_with_the_next_one_and_with_the_last()
    {
        using var database = new OneDatabase(Rows);
        var snapshots = Directory.CreateDirectory(database.Folder["snapshots/eu/acme"]).FullName;
        string[] dead = ["5-e1-00000000.sqlite.abc.tmp", "5-e1-00000000.sqlite.abc.tmp-journal"];
        // Another process may be at work on another backup of the tenant.
        string[] alive = ["4-e1-00000000.sqlite", "4-e1-00000000.sqlite.abc.tmp", "5-e3-00000000.sqlite.abc.tmp", "6-e1-00000000.sqlite.abc.tmp", "notes.txt"];
        foreach (var name in dead.Concat(alive)) await File.WriteAllTextAsync(Path.Combine(snapshots, name), "", Cancellation);

        var snapshot = await database.TakeAsync(backup: 5, epoch: 2);
        var own = Path.GetFileName(snapshot.Reference.Id);
        Assert.Equal(alive.Append(own).Append(dead[1]).Order(StringComparer.Ordinal), database.Snapshots);

        await database.Source.DropSnapshotsAsync(OneDatabase.Tenant, new BackupId(5), Cancellation);
        Assert.Equal(alive.Where(name => !name.StartsWith("5-", StringComparison.Ordinal)).Order(StringComparer.Ordinal), database.Snapshots);
    }

    [Fact]
    public async Task A_backup_that_began_under_other_rules_starts_over()
    {
        using var database = new OneDatabase(Rows);
        var snapshot = await database.TakeAsync();
        Assert.NotNull(await database.Source.AttachSnapshotAsync(OneDatabase.Tenant, snapshot.Reference, Cancellation));
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "t", Where = "v = 'b'", Reason = "Private." });
        Assert.Null(await database.Source.AttachSnapshotAsync(OneDatabase.Tenant, snapshot.Reference, Cancellation));
        Assert.Single(await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation));
        await database.Source.DropSnapshotsAsync(OneDatabase.Tenant, new BackupId(1), Cancellation);
        Assert.Empty(database.Snapshots);
    }

    [Theory]
    [InlineData("%41.sqlite")]
    [InlineData("a?b#c d.sqlite")]
    [InlineData("données.sqlite")]
    public async Task A_path_is_only_a_path(string directory)
    {
        using var database = new OneDatabase(Rows);
        database.Options.SnapshotDirectory = database.Folder[directory];
        Assert.Equal(2, (await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation)).Count);
        Assert.Single(Directory.EnumerateFiles(database.Folder[directory], "*", SearchOption.AllDirectories));
    }

    private sealed class MeddlingClock(Action meddle) : TimeProvider
    {
        public int Asked { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            Asked++;
            meddle();
            return System.GetUtcNow();
        }
    }

    private static List<string> Contents(OneDatabase database) =>
        [.. Directory.EnumerateFiles(database.Folder["crm"]).Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
