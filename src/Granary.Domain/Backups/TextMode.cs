namespace Granary.Domain.Backups;

/// <summary>How text is written into the CSV files. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.TextMode")]
public enum TextMode
{
    /// <summary>Byte for byte what the database holds: for restoring.</summary>
    Exact,

    /// <summary>With a byte order mark, and an apostrophe before what a spreadsheet would run, also within a text: for looking at. Reversible.</summary>
    Spreadsheet,
}
