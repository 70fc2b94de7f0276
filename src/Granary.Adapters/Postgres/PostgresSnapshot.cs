using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Granary.Adapters.Crm;
using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>A tenant's data as a kept snapshot shows it. Every reader has a session of its own.</summary>
internal sealed class PostgresSnapshot(KeptSnapshot kept, PostgresTenant tenant, CrmOptions options, AttachmentFolder? files, ILogger logger) : ICrmSnapshot
{
    /// <summary>What the planner may expect of a count before it is worth more than its answer; about a second of work.</summary>
    private const double CountCost = 100_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stack<PostgresSession> idle = new();
    private string role = "";
    private bool proveText;

    public SnapshotReference Reference { get; } = kept.Reference;

    public async Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken)
    {
        var catalog = await CatalogAsync(cancellationToken);
        var modules = new List<CrmModule>();
        await using var session = await OpenAsync(cancellationToken);
        try
        {
            foreach (var module in catalog.Modules) modules.Add(module.Describe(await CountAsync(session, module, exactly: false, cancellationToken)));
            return new CrmCatalog(modules, catalog.Attachments is { } attachments ? await CountAsync(session, attachments, cancellationToken) : null, catalog.Exclusions);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The catalogue", role);
        }
    }

    public async Task<CrmCatalog> ReviewAsync(CancellationToken cancellationToken)
    {
        var described = await DescribeAsync(cancellationToken);
        var catalog = await CatalogAsync(cancellationToken);
        if (options.Tenancy is not CrmTenancy.Column) return described;
        await using var session = await OpenAsync(cancellationToken);
        try
        {
            var nobodys = new List<CrmExclusion>();
            foreach (var module in catalog.Modules)
                if (module.Tie is { } tie && await CountAsync(session, module with { Conditions = [tie.OrphanCondition] }, exactly: true, cancellationToken) is > 0 and var rows)
                    nobodys.Add(new CrmExclusion(ExclusionKind.Rows, module.Table.Name, $"{rows} rows belong to no tenant.", ExclusionCause.Untied, rows));
            var values = await TypesAsync(session, catalog, cancellationToken);
            return described with
            {
                Exclusions = [.. described.Exclusions, .. nobodys],
                Proposals = LinkProposals.Find(catalog.Tables, options, (table, column) => values.GetValueOrDefault((table.Oid, column), [])),
            };
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The catalogue", role);
        }
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
        if (locks.Count == 0) return;
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
        while (await rows.ReadAsync(cancellationToken))
        {
            var location = Enumerable.Range(4, attachments.Path?.Columns.Count ?? 1).Select(column => Text(rows, column)).ToList();
            yield return new CrmAttachment(Text(rows, 0) ?? "", Text(rows, 1) ?? "", Text(rows, 2) ?? "", Text(rows, 3) ?? "",
                location.Contains(null) ? "" : attachments.Path?.Fill(location!) ?? location[0]!);
        }
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
            return new PostgresRowReader(copy, cells, proveText,
                e => PostgresFailure.Of(e, module.Table.ToString(), role),
                async ended =>
                {
                    try
                    {
                        // What is left of a copy that was not read to its end would have to be read first.
                        if (ended) await copy.DisposeAsync();
                        else await copy.CancelAsync();
                    }
                    catch (Exception e) when (PostgresFailure.IsOne(e))
                    {
                        // It failed, and ended with that: why, the reader has said already.
                        ended = false;
                    }
                    await GiveBackAsync(session, ended);
                });
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, module.Table.ToString(), role);
            throw;
        }
    }

    private async Task<PostgresCatalog> CatalogAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Others wait for the same answer: who gives up does not take it from them.
            return await kept.CatalogAsync(async () =>
            {
                await using var session = await OpenAsync(CancellationToken.None);
                var tables = await PostgresSchema.ReadAsync(session, tenant.Schema, CancellationToken.None);
                if (tenant.Key is { } key) await ProveKeyAsync(session, key, tables, CancellationToken.None);
                return new PostgresCatalog(tables, options, tenant);
            }).WaitAsync(cancellationToken);
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

    // A module that cannot be read says so when it is exported.
    private static async Task<long?> CountAsync(PostgresSession session, PostgresModule module, bool exactly, CancellationToken cancellationToken)
    {
        long? records = null;
        await session.TryAsync(async () =>
        {
            records = exactly ? null : await ExpectedAsync(session, module, cancellationToken);
            records ??= Number((await session.RowAsync($"SELECT count(*)::text FROM {module.Rows}", cancellationToken))[0]);
        }, cancellationToken);
        return records;
    }

    /// <summary>How many rows the planner expects where counting them would take long; else null.</summary>
    private static async Task<long?> ExpectedAsync(PostgresSession session, PostgresModule module, CancellationToken cancellationToken)
    {
        var plan = await session.RowsAsync($"EXPLAIN (FORMAT JSON) SELECT FROM {module.Rows}", cancellationToken);
        using var json = JsonDocument.Parse(string.Concat(plan.Select(row => row[0])));
        var expected = json.RootElement[0].GetProperty("Plan");
        return expected.GetProperty("Total Cost").GetDouble() > CountCost ? expected.GetProperty("Plan Rows").GetInt64() : null;
    }

    /// <summary>What stands in the columns of untied tables that may say where another one points.</summary>
    private static async Task<IReadOnlyDictionary<(uint Table, string Column), IReadOnlyList<string>>> TypesAsync(
        PostgresSession session, PostgresCatalog catalog, CancellationToken cancellationToken)
    {
        var values = new Dictionary<(uint, string), IReadOnlyList<string>>();
        foreach (var table in catalog.Untied)
            foreach (var column in LinkProposals.Pairs(table).Select(pair => pair.Type))
                await session.TryAsync(async () =>
                {
                    var name = PostgresText.Quote(column.Name);
                    var found = await session.RowsAsync($"SELECT DISTINCT t.{name}::text FROM {table.From} WHERE t.{name} IS NOT NULL LIMIT 100", cancellationToken);
                    values[(table.Oid, column.Name)] = [.. found.Select(row => row[0]!)];
                }, cancellationToken);
        return values;
    }

    private static async Task<long?> CountAsync(PostgresSession session, PostgresAttachments attachments, CancellationToken cancellationToken)
    {
        var repeated = 0L;
        await session.TryAsync(async () => repeated = Number((await session.RowAsync(attachments.CountRepeatedIds, cancellationToken))[0]), cancellationToken);
        return repeated == 0
            ? await CountAsync(session, attachments.Module, exactly: true, cancellationToken) ?? 0
            : throw new InvalidOperationException($"{CrmOptions.Section}:Attachments:IdColumn is '{attachments.Options.IdColumn}', which {repeated} rows have in common or empty: name a column that is unique.");
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);

    private static string? Text(RowReader rows, int column) =>
        rows.Read(column, out var utf8) == CellKind.Null ? null : StrictUtf8.GetString(utf8);

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
