namespace Granary.Adapters.Demo;

/// <param name="Record">Which record of the module, from 0.</param>
/// <param name="StoredAs">The file below the tenant's directory.</param>
/// <param name="Content">Null when the file is missing.</param>
internal sealed record DemoAttachment(string Id, string Module, int Record, string FileName, string StoredAs, byte[]? Content);
