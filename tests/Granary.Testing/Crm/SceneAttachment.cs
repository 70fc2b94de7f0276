namespace Granary.Testing.Crm;

/// <param name="Content">Null when it is missing.</param>
public sealed record SceneAttachment(string Id, string Module, string RecordId, string FileName, byte[]? Content);
