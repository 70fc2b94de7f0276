using Granary.Adapters.Crm;

namespace Granary.Adapters.Postgres;

/// <summary>The table of the attachments, as rows that can be read like those of a module.</summary>
/// <param name="Module">The table without the attachments that stay out, and without those of others.</param>
/// <param name="Options">The columns, all of which exist.</param>
/// <param name="Path">Where the files are; null when a column holds the content.</param>
internal sealed record PostgresAttachments(PostgresModule Module, CrmAttachmentOptions Options, PathTemplate? Path)
{
    /// <summary>Id, module, record, file name, then what the location is made of.</summary>
    public IEnumerable<PostgresCell> Cells =>
    [
        Cell(Options.IdColumn),
        Options.Module is { } module ? PostgresCell.Constant(module) : Cell(Options.ModuleColumn),
        Cell(Options.RecordIdColumn),
        Cell(Options.FileNameColumn),
        .. Path?.Columns.Select(Cell) ?? [Cell(Options.IdColumn)],
    ];

    public string CountRepeatedIds => $"SELECT (count(*) - count(DISTINCT t.{PostgresText.Quote(Options.IdColumn)}))::text FROM {Module.Rows}";

    /// <summary>Whether the content column holds the number of a large object.</summary>
    public bool IsLargeObject => Module.Table.Find(Options.ContentColumn!) is { BaseType: "oid" or "int8" or "int4" };

    public string SelectContent(string id) =>
        $"SELECT t.{PostgresText.Quote(Options.ContentColumn!)}{(IsLargeObject ? "::oid::text" : "")} FROM {Module.Rows}{(Module.Conditions.Count == 0 ? " WHERE" : " AND")} t.{PostgresText.Quote(Options.IdColumn)} = {PostgresText.Literal(id)}";

    private PostgresCell Cell(string column) => PostgresCell.Of(Module.Table.Find(column)!);
}
