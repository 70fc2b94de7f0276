namespace Granary.Archive.Parts;

/// <summary>What the attachment mapping tells of an attachment.</summary>
internal sealed record AttachmentReference(string Id, string Module, string RecordId, string FileName);
