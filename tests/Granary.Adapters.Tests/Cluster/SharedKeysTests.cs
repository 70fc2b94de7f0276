using System.Xml.Linq;
using Granary.Adapters.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Cluster;

public sealed class SharedKeysTests : IAsyncLifetime
{
    private readonly ClusterHarness cluster = new();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task All_who_make_a_secret_at_once_get_the_same_one()
    {
        var processes = Enumerable.Range(0, 8).Select(_ => Keys()).ToArray();
        using var start = new Barrier(processes.Length);

        var secrets = await Task.WhenAll(processes.Select((keys, index) => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return keys.ReadOrCreate("manifest", () => $"made by {index}");
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(secrets.Distinct());
    }

    [Fact]
    public void What_one_process_seals_sessions_with_the_others_have_too()
    {
        var element = XElement.Parse("<key id=\"1\"><value>é &amp; &lt;</value></key>");
        Keys().ReadOrCreate("manifest", () => "no session's");

        Keys().StoreElement(element, "key-1");

        Assert.Equal(element.ToString(), Assert.Single(Keys().GetAllElements()).ToString());
    }

    private SharedKeys Keys() => cluster.Open().GetRequiredService<SharedKeys>();
}
