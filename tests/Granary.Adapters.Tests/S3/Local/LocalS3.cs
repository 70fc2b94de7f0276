using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Granary.Adapters.Tests.Objects;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Granary.Adapters.Tests.S3.Local;

/// <summary>
/// The verbs of S3 that Granary uses, from S3's documentation: no server that npm or Debian have knows conditional writes and
/// checksums. It is ours, so it proves that both sides understand S3 in the same way, not that S3 does. It takes nothing that is not signed,
/// compares signatures and checksums, and has two limits that little reaches: a part is at least 64 KiB (S3: 5 MiB), a page of a
/// list 3 lines (S3: 1,000).
/// </summary>
internal sealed class LocalS3
{
    public const int SmallestPart = 64 * 1024;
    public const string AccessKey = "granary", SecretKey = "s3cr3t", Region = "eu-west-3";

    private const int PageSize = 3;
    private const string Checksum = "x-amz-checksum-sha256", OfMetadata = "x-amz-meta-";

    private readonly Lock gate = new();
    private readonly Dictionary<string, LocalBucket> buckets = [];
    private readonly Signature signature = new(AccessKey, SecretKey, Region);

    /// <summary>Listens until the process ends.</summary>
    public static async Task<Uri> StartAsync()
    {
        var (_, address) = await LocalServer.StartAsync(new LocalS3().HandleAsync);
        return address;
    }

    private async Task HandleAsync(HttpContext http)
    {
        try
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var content = body.ToArray();
            signature.Check(http.Request, content);
            await Answer(http, content).ExecuteAsync(http);
        }
        catch (S3Error error)
        {
            http.Response.StatusCode = error.Status;
            if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.WriteAsync(new XElement("Error", new XElement("Code", error.Message)).ToString());
        }
    }

    private IResult Answer(HttpContext http, byte[] content)
    {
        var path = http.Request.Path.Value!.Split('/', 3);
        var (name, key) = (path[1], path.ElementAtOrDefault(2) ?? "");
        lock (gate)
        {
            if (key.Length == 0 && HttpMethods.IsPut(http.Request.Method)) buckets.Add(name, new LocalBucket());
            var bucket = buckets.GetValueOrDefault(name) ?? throw new S3Error(404, "NoSuchBucket");
            return key.Length == 0 ? AnswerOfBucket(http.Request, bucket) : AnswerOfObject(http, bucket, key, content);
        }
    }

    private static IResult AnswerOfBucket(HttpRequest request, LocalBucket bucket)
    {
        var prefix = Word(request, "prefix");
        if (!HttpMethods.IsGet(request.Method)) return Results.Ok();
        if (request.Query.ContainsKey("uploads"))
        {
            var uploads = bucket.ListUploadsAfter(prefix, Word(request, "key-marker"), Word(request, "upload-id-marker")).ToList();
            var page = uploads.Take(PageSize).ToList();
            return Xml("ListMultipartUploadsResult", [
                new XElement("IsTruncated", uploads.Count > page.Count),
                new XElement("NextKeyMarker", page.LastOrDefault()?.Key), new XElement("NextUploadIdMarker", page.LastOrDefault()?.Id),
                .. page.Select(upload => new XElement("Upload", new XElement("Key", upload.Key), new XElement("UploadId", upload.Id)))]);
        }
        var keys = bucket.ListAfter(prefix, Word(request, "continuation-token")).ToList();
        var first = keys.Take(PageSize).ToList();
        return Xml("ListBucketResult", [
            new XElement("IsTruncated", keys.Count > first.Count),
            keys.Count > first.Count ? new XElement("NextContinuationToken", first[^1]) : null,
            .. first.Select(key => new XElement("Contents", new XElement("Key", key)))]);
    }

    private static IResult AnswerOfObject(HttpContext http, LocalBucket bucket, string key, byte[] content)
    {
        var request = http.Request;
        var id = Word(request, "uploadId");
        var onlyIfNone = request.Headers.IfNoneMatch == "*";
        switch (request.Method)
        {
            case "PUT" when id.Length > 0:
                var part = Received(request, content);
                bucket.PutPart(key, id, int.Parse(Word(request, "partNumber"), CultureInfo.InvariantCulture), part);
                http.Response.Headers.ETag = part.ETag;
                return Results.Ok();
            case "PUT":
                var whole = Received(request, content);
                bucket.Put(key, whole, onlyIfNone);
                http.Response.Headers.ETag = whole.ETag;
                return Results.Ok();
            case "POST" when id.Length > 0:
                var made = bucket.Complete(key, id, PartsOf(content), onlyIfNone);
                return Xml("CompleteMultipartUploadResult", [new XElement("Key", key), new XElement("ETag", made.ETag)]);
            case "POST":
                return Xml("InitiateMultipartUploadResult", [new XElement("Key", key), new XElement("UploadId", bucket.Begin(key, MetadataOf(request)))]);
            case "DELETE" when id.Length > 0:
                bucket.Abort(key, id);
                return Results.NoContent();
            case "DELETE":
                bucket.Delete(key);
                return Results.NoContent();
            default:
                return Sent(http, bucket.Find(key) ?? throw new S3Error(404, "NoSuchKey"));
        }
    }

    private static IResult Sent(HttpContext http, LocalObject found)
    {
        var (request, headers) = (http.Request, http.Response.Headers);
        foreach (var (name, value) in found.Metadata) headers[OfMetadata + name] = value;
        if (found.Checksum is { } checksum && request.Headers["x-amz-checksum-mode"] == "ENABLED") headers[Checksum] = checksum;
        if (Word(request, "response-content-disposition") is { Length: > 0 } disposition) headers.ContentDisposition = disposition;
        if (Word(request, "response-cache-control") is { Length: > 0 } caching) headers.CacheControl = caching;
        var type = Word(request, "response-content-type") is { Length: > 0 } wanted ? wanted : "binary/octet-stream";
        return Results.Bytes(found.Content, type, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue(found.ETag));
    }

    private static LocalObject Received(HttpRequest request, byte[] content)
    {
        var checksum = request.Headers[Checksum].ToString() is { Length: > 0 } given ? given : null;
        if (checksum is not null && checksum != Convert.ToBase64String(SHA256.HashData(content))) throw new S3Error(400, "BadDigest");
        return new LocalObject(content, $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"", checksum, MetadataOf(request));
    }

    private static Dictionary<string, string> MetadataOf(HttpRequest request) => request.Headers
        .Where(header => header.Key.StartsWith(OfMetadata, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key[OfMetadata.Length..], header => header.Value.ToString());

    private static List<(int Number, string ETag, string? Checksum)> PartsOf(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return [.. XDocument.Load(stream).Root!.Elements().Select(part => (int.Parse(Of(part, "PartNumber")!, CultureInfo.InvariantCulture), Of(part, "ETag")!, Of(part, "ChecksumSHA256")))];

        static string? Of(XElement part, string name) => part.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
    }

    private static string Word(HttpRequest request, string name) => request.Query[name].ToString();

    private static IResult Xml(string root, IEnumerable<XElement?> content) => Results.Text(new XElement(root, content).ToString(), "application/xml");
}
