namespace Granary.Adapters.Objects;

/// <summary>Pieces of an object that nobody has put together.</summary>
/// <param name="Id">Tells uploads of one name apart, where the store does.</param>
internal sealed record UnfinishedUpload(string Name, string Id);
