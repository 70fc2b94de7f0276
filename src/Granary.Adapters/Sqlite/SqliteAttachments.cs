using Granary.Adapters.Crm;

namespace Granary.Adapters.Sqlite;

/// <summary>The table of the attachments, as rows that can be read like those of a module.</summary>
/// <param name="Module">The table without the attachments that stay out.</param>
/// <param name="Options">The columns, all of which exist.</param>
/// <param name="Path">Where the files are; null when a column holds the content.</param>
internal sealed record SqliteAttachments(SqliteModule Module, CrmAttachmentOptions Options, PathTemplate? Path)
{
    /// <summary>Id, module, record, file name, then what the location is made of.</summary>
    public string SelectRows => Module.SelectRows(
        [
            SqliteText.Quote(Options.IdColumn), Options.Module is { } module ? SqliteText.Literal(module) : SqliteText.Quote(Options.ModuleColumn),
            SqliteText.Quote(Options.RecordIdColumn), SqliteText.Quote(Options.FileNameColumn),
            .. Path?.Columns.Select(SqliteText.Quote) ?? [Module.Table.RowId!],
        ]);

    public string SelectContentType =>
        $"SELECT typeof({SqliteText.Quote(Options.ContentColumn!)}) FROM main.{SqliteText.Quote(Module.Table.Name)} WHERE {Module.Table.RowId} = ?1";

    public string CountRepeatedIds =>
        $"SELECT count(*) - count(DISTINCT {SqliteText.Quote(Options.IdColumn)}) FROM main.{SqliteText.Quote(Module.Table.Name)}{SqliteText.Keep(Module.StaysOut)}";
}
