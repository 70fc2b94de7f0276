using System.Security.Cryptography;

namespace Granary.Adapters.Tests.S3.Local;

/// <summary>What a bucket holds, in memory. Not for several threads at once.</summary>
internal sealed class LocalBucket
{
    private readonly SortedDictionary<string, LocalObject> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Id), LocalUpload> uploads = [];
    private int begun;

    public LocalObject? Find(string key) => objects.GetValueOrDefault(key);

    /// <param name="onlyIfNone">Whether the condition is that there is no such object.</param>
    public void Put(string key, LocalObject content, bool onlyIfNone)
    {
        if (onlyIfNone && objects.ContainsKey(key)) throw new S3Error(412, "PreconditionFailed");
        objects[key] = content;
    }

    public void Delete(string key) => objects.Remove(key);

    /// <returns>Its id.</returns>
    public string Begin(string key, IReadOnlyDictionary<string, string> metadata)
    {
        var upload = new LocalUpload(key, $"upload-{++begun:00000}", metadata);
        uploads.Add((key, upload.Id), upload);
        return upload.Id;
    }

    public void PutPart(string key, string id, int number, LocalObject part)
    {
        if (number is < 1 or > 10_000) throw new S3Error(400, "InvalidArgument");
        Upload(key, id).Parts[number] = part;
    }

    /// <param name="parts">What the request says of them, in its order.</param>
    public LocalObject Complete(string key, string id, IReadOnlyList<(int Number, string ETag, string? Checksum)> parts, bool onlyIfNone)
    {
        var upload = Upload(key, id);
        if (parts.Count == 0 || !parts.Zip(parts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number)) throw new S3Error(400, "InvalidPartOrder");
        var found = parts.Select(part => upload.Parts.GetValueOrDefault(part.Number) is { } kept && kept.ETag == part.ETag && (part.Checksum is null || kept.Checksum == part.Checksum)
            ? kept
            : throw new S3Error(400, "InvalidPart")).ToList();
        if (found.SkipLast(1).Any(part => part.Content.Length < LocalS3.SmallestPart)) throw new S3Error(400, "EntityTooSmall");

        var etag = $"\"{Convert.ToHexStringLower(MD5.HashData([.. found.SelectMany(part => MD5.HashData(part.Content))]))}-{found.Count}\"";
        var checksum = found.TrueForAll(part => part.Checksum is not null)
            ? $"{Convert.ToBase64String(SHA256.HashData([.. found.SelectMany(part => Convert.FromBase64String(part.Checksum!))]))}-{found.Count}"
            : null;
        var whole = new LocalObject([.. found.SelectMany(part => part.Content)], etag, checksum, upload.Metadata);
        Put(key, whole, onlyIfNone);
        uploads.Remove((key, id));
        return whole;
    }

    public void Abort(string key, string id) => uploads.Remove((key, Upload(key, id).Id));

    public IEnumerable<string> ListAfter(string prefix, string after) =>
        objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0);

    public IEnumerable<LocalUpload> ListUploadsAfter(string prefix, string key, string id) => uploads.Values
        .Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Where(upload => string.CompareOrdinal(upload.Key, key) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(upload.Id, id) > 0)))
        .OrderBy(upload => upload.Key, StringComparer.Ordinal).ThenBy(upload => upload.Id, StringComparer.Ordinal);

    private LocalUpload Upload(string key, string id) => uploads.GetValueOrDefault((key, id)) ?? throw new S3Error(404, "NoSuchUpload");
}
