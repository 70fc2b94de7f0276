using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>
/// One snapshot of one attempt, as this process knows it: it has keepers of its own, and finds those of other processes. Each
/// keeper exports the snapshot, so whoever is left can pass it on; that it is the same is proven each time by what transactions it
/// sees (<c>pg_current_snapshot()</c>).
/// </summary>
internal sealed class KeptSnapshot(SnapshotName name, NpgsqlDataSource database, CrmOptions options, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>One alone would take the snapshot with it.</summary>
    private const int Enough = 2;

    private readonly TimeSpan lockTimeout = TimeSpan.FromSeconds(options.BusySeconds);
    private readonly SemaphoreSlim turn = new(1);
    private List<SnapshotKeeper> keepers = [];
    private Task<PostgresCatalog>? catalog;
    private bool dropped;

    /// <summary>The transactions that it sees. Set by the first keeper, or by who attaches.</summary>
    public string Visible { get; private set; } = "";

    public DateTimeOffset Instant { get; private set; }

    /// <summary>A server cannot clean up behind a snapshot: at this age it is given up.</summary>
    public bool IsTooOld => Visible.Length > 0 && clock.GetUtcNow() - Instant > TimeSpan.FromHours(options.SnapshotHours);

    public SnapshotReference Reference => new($"{name}@{Visible}", Instant);

    public NpgsqlDataSource Database => database;

    public TimeProvider Clock => clock;

    /// <summary>Takes the snapshot, unless a keeper of it lives already somewhere.</summary>
    /// <returns>The session that took it; null when another did before.</returns>
    public async Task<PostgresSession?> TakeAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await FoundAsync(visible: null, cancellationToken) is { } found)
            {
                keepers.Add(found);
                return null;
            }
            var first = await PostgresSession.BeginAsync(database, null, SnapshotMark.Reader(name), lockTimeout, cancellationToken);
            Instant = clock.GetUtcNow();
            keepers.Add(await ExportAsync(first, cancellationToken));
            return first;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Finds the snapshot that a reference names; false when nobody keeps it any more.</summary>
    public async Task<bool> AttachAsync(string visible, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (Visible.Length > 0 && Visible != visible) return false;
            (Visible, Instant) = (visible, instant);
            return !IsTooOld && await LivingAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Sees to it that enough keepers of this process live; false when the snapshot is lost.</summary>
    public async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await LivingAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Does something with a keeper while nobody looks whether it lives: a connection does one thing at a time.</summary>
    public async Task AloneAsync(Func<Task> use, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await use();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Whether nobody keeps it any more: it is too old, or the server has ended all its keepers.</summary>
    public async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        if (IsTooOld) return true;
        // Whoever has the turn finds out himself.
        if (Visible.Length == 0 || !await turn.WaitAsync(TimeSpan.Zero, cancellationToken)) return false;
        try
        {
            return !await LivingAsync(cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A session to read with.</summary>
    /// <exception cref="SnapshotLostException">Nobody keeps the snapshot any more.</exception>
    public async Task<PostgresSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (IsTooOld) throw new SnapshotLostException($"The snapshot is older than {options.SnapshotHours} hours (Granary:Crm:SnapshotHours): the backup has to start over.");
        foreach (var keeper in keepers)
            if (await ImportAsync(keeper.Exported, Visible, cancellationToken) is { } session) return session;
        return await KeepAsync(cancellationToken)
               && await ImportAsync(keepers[^1].Exported, Visible, cancellationToken) is { } late
            ? late
            : throw new SnapshotLostException("Every connection that kept the snapshot has ended: the backup has to start over.");
    }

    /// <summary>What a backup takes of it; the same for every reader.</summary>
    public Task<PostgresCatalog> CatalogAsync(Func<Task<PostgresCatalog>> read)
    {
        var known = catalog;
        return known is { IsFaulted: false, IsCanceled: false } ? known : catalog = read();
    }

    /// <summary>Ends the keepers of this process.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        try
        {
            dropped = true;
            await Task.WhenAll(keepers.Select(keeper => keeper.DisposeAsync().AsTask()));
            keepers = [];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends the keepers of every process.</summary>
    public static async Task DropAsync(NpgsqlDataSource database, TenantId tenant, BackupId backup, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        // A session that is told to end takes a moment to do so; from 14 on the server waits for it.
        var end = connection.PostgreSqlVersion.Major >= 14 ? "pg_terminate_backend(pid, 2000)" : "pg_terminate_backend(pid)";
        await using var command = new NpgsqlCommand($"SELECT {end} FROM pg_stat_activity WHERE {Marked(SnapshotMark.Of(tenant, backup))}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Under the turn.
    private async Task<bool> LivingAsync(CancellationToken cancellationToken)
    {
        var living = new List<SnapshotKeeper>();
        foreach (var keeper in keepers)
        {
            if (await LivesAsync(keeper, cancellationToken)) living.Add(keeper);
            else await keeper.DisposeAsync();
        }
        keepers = living;
        while (!dropped && keepers.Count < Enough)
        {
            var found = keepers.Count > 0
                ? await ImportKeeperAsync(keepers[0].Exported, Visible, cancellationToken)
                : await FoundAsync(Visible, cancellationToken);
            if (found is null) break;
            keepers = [.. keepers, found];
        }
        return keepers.Count > 0;
    }

    private static async Task<bool> LivesAsync(SnapshotKeeper keeper, CancellationToken cancellationToken)
    {
        try
        {
            await keeper.Session.Connection.PingAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            return false;
        }
    }

    /// <summary>A new keeper beside one of another process.</summary>
    private async Task<SnapshotKeeper?> FoundAsync(string? visible, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var marks = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT application_name FROM pg_stat_activity WHERE " + Marked(SnapshotMark.Of(name)) + " ORDER BY backend_start", connection))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken)) marks.Add(rows.GetString(0));
        foreach (var mark in marks)
        {
            if (SnapshotMark.Read(mark) is not { } other) continue;
            if (visible is null) Instant = other.Instant;
            if (await ImportKeeperAsync(other.Exported, visible, cancellationToken) is { } keeper) return keeper;
        }
        return null;
    }

    private async Task<SnapshotKeeper?> ImportKeeperAsync(string exported, string? visible, CancellationToken cancellationToken) =>
        await ImportAsync(exported, visible, cancellationToken) is { } session ? await ExportAsync(session, cancellationToken) : null;

    private async Task<PostgresSession?> ImportAsync(string exported, string? visible, CancellationToken cancellationToken)
    {
        PostgresSession session;
        try
        {
            session = await PostgresSession.BeginAsync(database, exported, SnapshotMark.Reader(name), lockTimeout, cancellationToken);
        }
        catch (PostgresException e) when (PostgresFailure.IsLostSnapshot(e))
        {
            return null;
        }
        try
        {
            if (visible is null || await VisibleAsync(session, cancellationToken) == visible) return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        await session.DisposeAsync();
        return null;
    }

    private async Task<SnapshotKeeper> ExportAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        try
        {
            var exported = (await session.RowAsync("SELECT pg_export_snapshot()", cancellationToken))[0]!;
            if (Visible.Length == 0) Visible = await VisibleAsync(session, cancellationToken);
            await session.ExecuteAsync($"SET LOCAL application_name = {PostgresText.Literal(SnapshotMark.Keeper(name, Instant, exported))}", cancellationToken);
            return new SnapshotKeeper(session, exported);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> VisibleAsync(PostgresSession session, CancellationToken cancellationToken) =>
        (await session.RowAsync("SELECT pg_current_snapshot()::text", cancellationToken))[0]!;

    /// <summary>Anybody can give himself a mark; who logs in as we do is believed.</summary>
    private static string Marked(string mark) =>
        $"datname = current_database() AND usename = session_user AND starts_with(application_name, {PostgresText.Literal(mark)}) AND pid <> pg_backend_pid()";
}
