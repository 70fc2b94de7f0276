using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Granary.Adapters.Azure;
using Granary.Adapters.Objects;
using Granary.Adapters.Tests.Objects;
using Granary.Testing.Processes;

namespace Granary.Adapters.Tests.Azure;

/// <summary>Azurite, Microsoft's own stand-in for Azure.</summary>
internal sealed class AzureServer : IObjectServer
{
    // Of every Azurite, and of nothing else.
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly Lazy<Task<Uri>> Address = new(StartAsync);
    private static int containers;

    private readonly string container = $"granary-{Interlocked.Increment(ref containers)}";

    public async Task<Uri> PrepareAsync()
    {
        var address = await Address.Value;
        await Container(address).CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return address;
    }

    public IObjectBucket Open(Uri address) => AzureConnection.Open(Options(address));

    public IObjectBucket Open(Uri address, PartSizes sizes) => new AzureBucket(AzureConnection.Container(Options(address))) { PartSizes = sizes };

    public Dictionary<string, string?> Settings(Uri address) => new()
    {
        ["Kind"] = "Azure", ["Azure:ConnectionString"] = ConnectionString(address), ["Azure:Container"] = container,
    };

    public IReadOnlyList<Verb> Verbs { get; } = [.. Enum.GetValues<Verb>().Except([Verb.Begin, Verb.Discard])];

    public Verb VerbOf(string method, IReadOnlySet<string> query) => method switch
    {
        "PUT" => query.Contains("comp=block") ? Verb.PutPart : query.Contains("comp=blocklist") ? Verb.Complete : Verb.Put,
        "HEAD" => Verb.Find,
        "DELETE" => Verb.Delete,
        _ => !query.Contains("comp=list") ? Verb.Read : query.Any(word => word.Contains("uncommitted", StringComparison.OrdinalIgnoreCase)) ? Verb.ListUnfinished : Verb.List,
    };

    public async Task<int> CountUnfinishedAsync()
    {
        var all = await (await ContainerAsync()).GetBlobsAsync(BlobTraits.Metadata, BlobStates.Uncommitted, "", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return all.Count(blob => blob.Metadata?.ContainsKey(AzureBucket.WriterMark) is not true);
    }

    public async Task<BlobContainerClient> ContainerAsync() => Container(await Address.Value);

    private static string ConnectionString(Uri address) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={address}{Account};";

    private BlobContainerClient Container(Uri address) => AzureConnection.Container(Options(address));

    private AzureOptions Options(Uri address) => new() { ConnectionString = ConnectionString(address), Container = container };

    private static async Task<Uri> StartAsync()
    {
        Assert.SkipUnless(ServerProcess.Find("node") is not null && ServerProcess.Find("npm") is not null, "Node.js is not on this machine: the tests against Azurite need node and npm.");
        var folder = Path.Combine(AppContext.BaseDirectory, "Azure", "Server");
        NodeModules.Install(folder);
        return await ServerProcess.StartAsync("node", Path.Combine(folder, "server.js"));
    }
}
