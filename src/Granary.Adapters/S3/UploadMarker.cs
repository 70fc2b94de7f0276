namespace Granary.Adapters.S3;

/// <summary>Where a list of uploads goes on: at an upload of a name. Neither has a line break in it.</summary>
internal sealed record UploadMarker(string Name, string Id)
{
    public static UploadMarker? Parse(string? text) => text?.Split('\n') is [var name, var id] ? new UploadMarker(name, id) : null;

    public override string ToString() => $"{Name}\n{Id}";
}
