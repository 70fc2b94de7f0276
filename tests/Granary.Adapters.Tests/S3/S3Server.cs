using Amazon.S3;
using Granary.Adapters.Objects;
using Granary.Adapters.S3;
using Granary.Adapters.Tests.Objects;
using Granary.Testing;

namespace Granary.Adapters.Tests.S3;

/// <summary>moto, which knows conditional writes and makes checksums of whole objects itself. It compares no signatures.</summary>
internal sealed class S3Server : IObjectServer
{
    private const string Region = "us-east-1";

    private static readonly Lazy<Task<Uri>> Address = new(StartAsync);
    private static int buckets;

    private readonly string bucket = $"granary-{Interlocked.Increment(ref buckets)}";

    public async Task<Uri> PrepareAsync()
    {
        var address = await Address.Value;
        await Client(address).PutBucketAsync(bucket, TestContext.Current.CancellationToken);
        return address;
    }

    public IObjectBucket Open(Uri address) => new S3Bucket(Client(address), bucket, overTls: false);

    public IObjectBucket Open(Uri address, PartSizes sizes) => new S3Bucket(Client(address), bucket, overTls: false) { PartSizes = sizes };

    public Dictionary<string, string?> Settings(Uri address) => new()
    {
        ["Kind"] = "S3", ["S3:ServiceUrl"] = address.ToString(), ["S3:Region"] = Region, ["S3:Bucket"] = bucket, ["S3:PathStyle"] = "true", ["S3:AccessKey"] = "granary", ["S3:SecretKey"] = "secret",
    };

    public Verb VerbOf(string method, string path, IReadOnlySet<string> query) => method switch
    {
        "PUT" => query.Contains("partNumber") ? Verb.PutPart : Verb.Put,
        "POST" => query.Contains("uploads") ? Verb.Begin : Verb.Complete,
        "HEAD" => Verb.Find,
        "DELETE" => query.Contains("uploadId") ? Verb.Discard : Verb.Delete,
        _ => query.Contains("uploads") ? Verb.ListUnfinished : query.Contains("list-type") ? Verb.List : Verb.Read,
    };

    public async Task<int> CountUnfinishedAsync() =>
        (await Client(await Address.Value).ListMultipartUploadsAsync(bucket, TestContext.Current.CancellationToken)).MultipartUploads?.Count ?? 0;

    private static AmazonS3Client Client(Uri address) =>
        S3Connection.Client(new S3Options { ServiceUrl = address.ToString(), Region = Region, PathStyle = true, AccessKey = "granary", SecretKey = "secret" });

    private static async Task<Uri> StartAsync()
    {
        Assert.SkipUnless(ServerProcess.Find("python3") is not null, "Python is not on this machine: the tests against an S3 server need it.");
        var folder = Path.Combine(AppContext.BaseDirectory, "S3", "Server");
        return await ServerProcess.StartAsync(Python(folder), Path.Combine(folder, "server.py"));
    }

    // One that has moto, or one that is given it, beside the built tests so that it is fetched once.
    private static string Python(string folder)
    {
        if (Shell.Run("python3", folder, "-c", "import moto.server").ExitCode == 0) return "python3";
        var own = Path.Combine(folder, "python", "bin", "python3");
        if (File.Exists(own) && Shell.Run(own, folder, "-c", "import moto.server").ExitCode == 0) return own;
        Run("python3", "-m", "venv", "python");
        Run(own, "-m", "pip", "install", "--quiet", "--requirement", "requirements.txt");
        return own;

        void Run(string program, params string[] arguments)
        {
            if (Shell.Run(program, folder, arguments) is { ExitCode: not 0 } failed) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {failed.Error}");
        }
    }
}
