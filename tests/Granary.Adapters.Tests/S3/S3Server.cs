using Amazon.S3;
using Granary.Adapters.Objects;
using Granary.Adapters.S3;
using Granary.Adapters.Tests.Objects;
using Granary.Adapters.Tests.S3.Local;

namespace Granary.Adapters.Tests.S3;

/// <summary>
/// A bucket of <see cref="LocalS3"/>; or, to see what others make of the same requests, of the server whose address <c>GRANARY_S3</c> is, for
/// whoever <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c> are there.
/// </summary>
internal sealed class S3Server : IObjectServer
{
    private static readonly string? Other = Environment.GetEnvironmentVariable("GRANARY_S3");
    private static readonly Lazy<Task<Uri>> Address = new(() => Other is null ? LocalS3.StartAsync() : Task.FromResult(new Uri(Other)));

    private static readonly (string Access, string Secret) Keys = Other is null
        ? (LocalS3.AccessKey, LocalS3.SecretKey)
        : (Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "", Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "");

    private static int buckets;

    private readonly string bucket = $"granary-{Environment.ProcessId}-{Interlocked.Increment(ref buckets)}";

    public async Task<Uri> PrepareAsync()
    {
        var address = await Address.Value;
        await Client(address).PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = bucket, BucketRegionName = LocalS3.Region }, TestContext.Current.CancellationToken);
        return address;
    }

    public IObjectBucket Open(Uri address) => new S3Bucket(Client(address), bucket, overTls: false);

    public IObjectBucket Open(Uri address, PartSizes sizes) => new S3Bucket(Client(address), bucket, overTls: false) { PartSizes = sizes };

    public Dictionary<string, string?> Settings(Uri address) => new()
    {
        ["Kind"] = "S3", ["S3:ServiceUrl"] = address.ToString(), ["S3:Region"] = LocalS3.Region, ["S3:Bucket"] = bucket, ["S3:PathStyle"] = "true",
        ["S3:AccessKey"] = Keys.Access, ["S3:SecretKey"] = Keys.Secret,
    };

    public IReadOnlyList<Verb> Verbs { get; } = Enum.GetValues<Verb>();

    public Verb VerbOf(string method, IReadOnlySet<string> query) => method switch
    {
        "PUT" => query.Contains("partNumber") ? Verb.PutPart : Verb.Put,
        "POST" => query.Contains("uploads") ? Verb.Begin : Verb.Complete,
        "HEAD" => Verb.Find,
        "DELETE" => query.Contains("uploadId") ? Verb.Discard : Verb.Delete,
        _ => query.Contains("uploads") ? Verb.ListUnfinished : query.Contains("list-type") ? Verb.List : Verb.Read,
    };

    public async Task<int> CountUnfinishedAsync() =>
        (await Client(await Address.Value).ListMultipartUploadsAsync(bucket, TestContext.Current.CancellationToken)).MultipartUploads?.Count ?? 0;

    private static AmazonS3Client Client(Uri address) => S3Connection.Client(new S3Options
    {
        ServiceUrl = address.ToString(), Region = LocalS3.Region, PathStyle = true, AccessKey = Keys.Access, SecretKey = Keys.Secret,
    });
}
