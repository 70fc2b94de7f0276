namespace Granary.Domain.Backups;

/// <summary>Why a backup is Ready with warnings. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.WarningCode")]
public enum WarningCode
{
    /// <summary>The file of an attachment is not where the CRM says it is.</summary>
    AttachmentMissing,

    /// <summary>An attachment is too large for an archive (4 GB).</summary>
    AttachmentTooLarge,

    /// <summary>The bytes of a text are not valid UTF-8 or hold a NUL; they stand in the CSV in hexadecimal.</summary>
    TextNotUtf8,

    /// <summary>A module could not be read; it is not in the backup.</summary>
    ModuleFailed,
}
