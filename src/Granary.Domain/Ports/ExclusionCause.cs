namespace Granary.Domain.Ports;

/// <summary>Why something is left out. Stands in manifests by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.ExclusionCause")]
public enum ExclusionCause
{
    /// <summary>The settings say so, and why.</summary>
    Configured,

    /// <summary>The column looks like a secret.</summary>
    Secret,

    /// <summary>The column is made from others, for searching.</summary>
    Search,

    /// <summary>A view, which nobody asked for.</summary>
    View,

    /// <summary>Its rows are in another database.</summary>
    Foreign,

    /// <summary>It belongs to an extension of the database.</summary>
    Extension,

    /// <summary>Nothing ties its rows to a tenant.</summary>
    Untied,

    /// <summary>The settings name the tables to take, and not this one.</summary>
    NotIncluded,

    /// <summary>It cannot be read by this program.</summary>
    Unreadable,

    /// <summary>Its columns are in the list of the attachments or not at all.</summary>
    AttachmentTable,
}
