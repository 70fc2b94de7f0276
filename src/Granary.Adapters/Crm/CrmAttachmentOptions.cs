namespace Granary.Adapters.Crm;

/// <summary>
/// The table that lists the attachments, and where their content is: in a column (<see cref="ContentColumn"/>) or in files
/// (<see cref="Root"/> and <see cref="Path"/>).
/// </summary>
public sealed class CrmAttachmentOptions
{
    public string Table { get; set; } = "";

    /// <summary>The column that identifies an attachment, unique in the table.</summary>
    public string IdColumn { get; set; } = "";

    /// <summary>The column that names the module of the record. Empty, which is the default: <see cref="Module"/> says it.</summary>
    public string ModuleColumn { get; set; } = "";

    /// <summary>The module of every record, when it is the same for all attachments. Default null: <see cref="ModuleColumn"/> says it.</summary>
    public string? Module { get; set; }

    /// <summary>The column that holds the id of the record.</summary>
    public string RecordIdColumn { get; set; } = "";

    /// <summary>The column that holds the file name as people gave it.</summary>
    public string FileNameColumn { get; set; } = "";

    /// <summary>The column that holds the content. Default null: the content is in files.</summary>
    public string? ContentColumn { get; set; }

    /// <summary>
    /// The directory of the files, with <c>{tenant}</c> and <c>{region}</c> for those of each tenant. Nothing outside is ever
    /// read, through links neither. Relative paths begin at the working directory. Default null: the content is in a column.
    /// </summary>
    public string? Root { get; set; }

    /// <summary>
    /// The file of an attachment below <see cref="Root"/>, with columns of the table in braces: <c>{year}/{stored_as}</c>.
    /// A row whose path has a segment <c>.</c> or <c>..</c> has no file: what people may write into a column leads into no other folder than the one named here.
    /// Default null: the content is in a column.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>A condition in the SQL of the database; attachments for which it is true stay out. Default null: none does.</summary>
    public string? Where { get; set; }

    /// <summary>Why they stay out, as a sentence for the reader of the manifest. Required with <see cref="Where"/>.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether the table is a module as well. Default false: every backup lists its attachments anyway.</summary>
    public bool AsModule { get; set; }
}
