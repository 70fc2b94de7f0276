using System.Globalization;
using System.Runtime.CompilerServices;
using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>A copy of a tenant's database that nobody writes to. Every reader opens it for itself.</summary>
internal sealed class SqliteSnapshot(
    SnapshotReference reference, string path, CrmOptions options, AttachmentFolder? files, ILogger logger) : ICrmSnapshot
{
    private readonly Lazy<(SqliteCatalog Catalog, SqliteEncoding Encoding)> content = new(() => Read(path, options), LazyThreadSafetyMode.PublicationOnly);

    public SnapshotReference Reference { get; } = reference;

    private SqliteCatalog Catalog => content.Value.Catalog;

#pragma warning disable CS1998 // SQLite answers at once; async so that a failure comes with the task

    public async Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken)
    {
        using var database = SqliteDatabase.OpenFrozen(path);
        var modules = new List<CrmModule>();
        foreach (var module in Catalog.Modules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            modules.Add(new CrmModule(module.Table.Name, module.DisplayName, module.Columns, Number(database, module.CountRows)));
        }
        return new CrmCatalog(modules, Catalog.Attachments is { } attachments ? Count(database, attachments) : null, Catalog.Exclusions);
    }

    public async Task<RowReader> ReadAsync(CrmModule module, long skip, CancellationToken cancellationToken) =>
        Open(Catalog.Find(module.Name).SelectRows(module.Columns), skip);

    public async Task<Stream?> OpenAttachmentAsync(CrmAttachment attachment, CancellationToken cancellationToken) =>
        files is null ? OpenCell(attachment) : files.Open(attachment, logger);

#pragma warning restore CS1998

    public async IAsyncEnumerable<CrmAttachment> ListAttachmentsAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Catalog.Attachments is not { } attachments) yield break;
        await using var rows = Open(attachments.SelectRows, skip);
        await foreach (var attachment in AttachmentRows.ReadAsync(rows, attachments.Path, cancellationToken)) yield return attachment;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static (SqliteCatalog, SqliteEncoding) Read(string path, CrmOptions options)
    {
        using var database = SqliteDatabase.OpenFrozen(path);
        using var encoding = database.Prepare("PRAGMA encoding");
        encoding.Step();
        return (new SqliteCatalog(SqliteSchema.Read(database), options), encoding.Text(0) switch
        {
            "UTF-8" => SqliteEncoding.Utf8,
            "UTF-16le" => SqliteEncoding.Utf16LittleEndian,
            _ => SqliteEncoding.Utf16BigEndian,
        });
    }

    private static long Count(SqliteDatabase database, SqliteAttachments attachments)
    {
        AttachmentRows.ThrowIfRepeated(attachments.Options, Number(database, attachments.CountRepeatedIds));
        return Number(database, attachments.Module.CountRows);
    }

    private static long Number(SqliteDatabase database, string sql)
    {
        using var statement = database.Prepare(sql);
        statement.Step();
        return statement.Integer(0);
    }

    private SqliteRowReader Open(string sql, long skip)
    {
        var database = SqliteDatabase.OpenFrozen(path);
        try
        {
            return new SqliteRowReader(database, database.Prepare(sql).Bind(1, skip), content.Value.Encoding);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private SqliteBlobStream? OpenCell(CrmAttachment attachment)
    {
        if (Catalog.Attachments is not { } attachments || !long.TryParse(attachment.Location, CultureInfo.InvariantCulture, out var row)) return null;
        var database = SqliteDatabase.OpenFrozen(path);
        try
        {
            using var type = database.Prepare(attachments.SelectContentType).Bind(1, row);
            if (type.Step() && type.Text(0) is "blob" or "text")
            {
                database.Check(raw.sqlite3_blob_open(database.Handle, "main", attachments.Module.Table.Name, attachments.Options.ContentColumn!, row, 0, out var blob), "open an attachment of");
                return new SqliteBlobStream(database, blob);
            }
        }
        catch
        {
            database.Dispose();
            throw;
        }
        database.Dispose();
        return null;
    }
}
