namespace Granary.Adapters.Crm;

/// <summary>
/// Something that stays out of every backup: a table, or one of its columns (<see cref="Column"/>), or some of its rows
/// (<see cref="Where"/>).
/// </summary>
public sealed class CrmExclusionOptions
{
    /// <summary>The table, or a pattern with <c>*</c>, such as <c>audit_*</c>.</summary>
    public string Table { get; set; } = "";

    /// <summary>The column that stays out. Default null.</summary>
    public string? Column { get; set; }

    /// <summary>
    /// A condition in the SQL of the database; the rows for which it is true stay out, those for which it is false or NULL
    /// stay in. Default null.
    /// </summary>
    public string? Where { get; set; }

    /// <summary>Why, as a sentence for the reader of the manifest. Required.</summary>
    public string Reason { get; set; } = "";

    /// <summary>
    /// Whether a database may lack the table or column. Default false: a backup fails when there is nothing of that name, because
    /// a name that is mistyped, or was changed since, would let in what must stay out.
    /// </summary>
    public bool Optional { get; set; }
}
