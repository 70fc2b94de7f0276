namespace Granary.Adapters.Objects;

/// <summary>An object as the store describes it.</summary>
/// <param name="Version">Its ETag: whoever reads on asks for the same one.</param>
/// <param name="Writer">Who made it, as that one called itself; empty when it was nobody of Granary's.</param>
/// <param name="Checksum">Of the whole object, in the store's own way; null when the store tells none.</param>
internal sealed record StoredObject(string Name, long Length, string Version, string Writer, string? Checksum);
