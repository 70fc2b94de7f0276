namespace Granary.Adapters.Tests.S3.Local;

/// <summary>An upload in parts that was begun.</summary>
internal sealed record LocalUpload(string Key, string Id, IReadOnlyDictionary<string, string> Metadata)
{
    public SortedDictionary<int, LocalObject> Parts { get; } = [];
}
