using System.Runtime.CompilerServices;
using Granary.Adapters.Crm;
using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>A tenant's data as a kept snapshot shows it. Every reader has a session of its own.</summary>
internal sealed class PostgresSnapshot(KeptSnapshot kept, PostgresTenant tenant, CrmOptions options, AttachmentFolder? files, ILogger logger) : ICrmSnapshot
{
    private readonly Stack<PostgresSession> idle = new();
    private string role = "";
    private bool proveText;

    public SnapshotReference Reference { get; } = kept.Reference;

    public async Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken)
    {
        var catalog = await CatalogAsync(cancellationToken);
        return await AskAsync(session => new PostgresReview(session, catalog, options).DescribeAsync(cancellationToken), cancellationToken);
    }

    public async Task<CrmCatalog> ReviewAsync(CancellationToken cancellationToken)
    {
        var catalog = await CatalogAsync(cancellationToken);
        return await AskAsync(session => new PostgresReview(session, catalog, options).ReviewAsync(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Keeps the tables of all modules from being changed as long as a keeper lives. One that somebody else has locked is tried again
    /// when it is read.
    /// </summary>
    /// <exception cref="TransientException">A table was changed just after the snapshot was taken.</exception>
    public async Task LockAsync(PostgresSession keeper, CancellationToken cancellationToken)
    {
        var catalog = await CatalogAsync(cancellationToken);
        var locks = catalog.Modules.Append(catalog.Attachments?.Module).OfType<PostgresModule>()
            .Where(module => module.Table.Kind is PostgresTableKind.Table or PostgresTableKind.Partitioned)
            .Select(PostgresTableLock.Take).ToList();
        if (locks.Count > 0) await kept.AloneAsync(() => LockAsync(keeper, locks, cancellationToken), cancellationToken);
    }

    private static async Task LockAsync(PostgresSession keeper, List<string> locks, CancellationToken cancellationToken)
    {
        var refused = await keeper.TryAsync(() => keeper.ExecuteAsync(string.Join(";\n", locks), cancellationToken), cancellationToken);
        // Where there is no room for all locks, one by one would take that of everybody else.
        if (refused is { SqlState: not PostgresErrorCodes.OutOfMemory })
            foreach (var take in locks) await keeper.TryAsync(() => keeper.ExecuteAsync(take, cancellationToken), cancellationToken);
        if (await PostgresTableLock.ChangedAsync(keeper, cancellationToken) is { } changed)
            throw new TransientException($"{changed} was changed while the snapshot was taken.");
    }

    public async Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken)
    {
        var known = (await CatalogAsync(cancellationToken)).Find(module.Name);
        return await ReadAsync(known, [.. known.Find(module.Columns).Select(PostgresCell.Of)], skip, cancellationToken);
    }

    public async IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((await CatalogAsync(cancellationToken)).Attachments is not { } attachments) yield break;
        await using var rows = await ReadAsync(attachments.Module, [.. attachments.Cells], skip, cancellationToken);
        await foreach (var attachment in AttachmentRows.ReadAsync(rows, attachments.Path, cancellationToken)) yield return attachment;
    }

    public async Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken)
    {
        if (files is not null) return files.Open(attachment, logger);
        if ((await CatalogAsync(cancellationToken)).Attachments is not { } attachments) return null;
        var session = await OpenAsync(cancellationToken);
        try
        {
            var content = attachments.IsLargeObject
                ? await PostgresLargeObjectStream.OpenAsync(session, attachments.SelectContent(attachment.Location), What(attachment), GiveBackAsync, cancellationToken)
                : await PostgresContentStream.OpenAsync(session, attachments.SelectContent(attachment.Location), What(attachment), GiveBackAsync, cancellationToken);
            if (content is null) await GiveBackAsync(session, isGood: true);
            return content;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidTextRepresentation)
        {
            await session.DisposeAsync();
            return null;
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, What(attachment), role);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in Take(int.MaxValue)) await session.DisposeAsync();
    }

    private static string What(CrmAttachment attachment) => $"The attachment {attachment.Id}";

    private async Task<RowReader> ReadAsync(PostgresModule module, PostgresCell[] cells, long skip, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken);
        try
        {
            await session.ExecuteAsync(PostgresTableLock.Take(module), cancellationToken);
            if (await PostgresTableLock.ChangedAsync(session, cancellationToken) is { } changed)
                throw new InvalidOperationException($"{changed}: changed (TRUNCATE, ALTER TABLE or VACUUM FULL) after the snapshot was taken, which cannot see it any more.");
            var copy = await session.Connection.BeginRawBinaryCopyAsync(
                $"COPY ({module.Select(cells.Select(cell => cell.Sql), skip)}) TO STDOUT (FORMAT binary)", cancellationToken);
            var ahead = new PostgresReadAhead(copy, () => Cancel(copy), kept.Clock);
            return new PostgresRowReader(ahead, cells, proveText,
                e => PostgresFailure.Of(e, module.Table.ToString(), role),
                isWhole => ahead.StopAsync(async () =>
                {
                    try
                    {
                        if (isWhole) await copy.DisposeAsync();
                    }
                    catch (Exception e) when (PostgresFailure.IsOne(e))
                    {
                        isWhole = false;
                    }
                    // What was not read to its end would have to be read first.
                    await GiveBackAsync(session, isWhole);
                }));
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, module.Table.ToString(), role);
            throw;
        }
    }

    private static void Cancel(NpgsqlRawCopyStream copy)
    {
        try
        {
            copy.Cancel();
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            // It failed, and ended with that: why, the reader says.
        }
    }

    // Others wait for the same answer: who gives up does not take it from them.
    private Task<PostgresCatalog> CatalogAsync(CancellationToken cancellationToken) =>
        kept.CatalogAsync(() => AskAsync(async session =>
        {
            var tables = await PostgresSchema.ReadAsync(session, tenant.Schema, CancellationToken.None);
            if (tenant.Key is { } key) await ProveKeyAsync(session, key, tables, CancellationToken.None);
            return new PostgresCatalog(tables, options, tenant);
        }, CancellationToken.None)).WaitAsync(cancellationToken);

    private async Task<T> AskAsync<T>(Func<PostgresSession, Task<T>> ask, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(cancellationToken);
        try
        {
            return await ask(session);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The catalogue", role);
        }
    }

    /// <summary>No two tenants have one key; but for a column of numbers 1 and 01 are one, so a key is written as the column writes it.</summary>
    private async Task ProveKeyAsync(PostgresSession session, string key, IReadOnlyList<PostgresTable> tables, CancellationToken cancellationToken)
    {
        foreach (var type in tables.Select(table => table.Find(options.TenantColumn!)).OfType<PostgresColumn>()
                     .Where(column => ColumnFamily.Of(column) is ColumnFamily.Integer or ColumnFamily.Uuid).Select(column => column.BaseType).Distinct())
        {
            var written = key;
            // What is no key at all fails where it is compared.
            await session.TryAsync(async () => written = (await session.RowAsync($"SELECT {PostgresText.Literal(key)}::pg_catalog.{type}::text", cancellationToken))[0], cancellationToken);
            if (written != key)
                throw new InvalidOperationException($"{CrmOptions.Section}: the key '{key}' is '{written}' in the column '{options.TenantColumn}' ({type}), and could be that of another tenant: write '{written}'.");
        }
    }

    private async Task<PostgresSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (Take(1) is [var known]) return known;
        try
        {
            var session = await kept.OpenAsync(cancellationToken);
            try
            {
                if (role.Length > 0) return session;
                var facts = await session.RowAsync("SELECT current_user::text, current_setting('server_encoding')", cancellationToken);
                (proveText, role) = (facts[1] == "SQL_ASCII", facts[0]!);
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The database");
        }
    }

    private PostgresSession[] Take(int most)
    {
        lock (idle)
        {
            var taken = new PostgresSession[Math.Min(most, idle.Count)];
            for (var i = 0; i < taken.Length; i++) taken[i] = idle.Pop();
            return taken;
        }
    }

    private async ValueTask GiveBackAsync(PostgresSession session, bool isGood)
    {
        if (isGood)
            lock (idle)
                idle.Push(session);
        else
            await session.DisposeAsync();
    }
}
