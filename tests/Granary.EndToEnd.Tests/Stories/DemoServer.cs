using Granary.Testing;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The demo on its first start.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private GranaryServer? server;

    public Uri Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        server = GranaryServer.Start(directory.At("data"));
        await server.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            Assert.Equal(0, await server.StopAsync());
            await server.DisposeAsync();
        }
        directory.Dispose();
    }
}
