namespace Granary.Adapters.Objects;

/// <summary>A piece of a list, as much of it as one request gives.</summary>
/// <param name="Next">Where the rest begins; null at the end.</param>
internal sealed record ObjectPage<T>(IReadOnlyList<T> Items, string? Next);
