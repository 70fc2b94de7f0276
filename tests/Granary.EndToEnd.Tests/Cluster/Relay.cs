using System.Net;
using System.Net.Sockets;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>Passes on what comes to an address of its own, to a server that listens elsewhere.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource ending = new();
    private readonly TcpListener listener;
    private readonly Task accepting;

    public Relay(IPAddress address, IPEndPoint server)
    {
        this.server = server;
        listener = new TcpListener(address, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var other = new TcpClient();
        using (client)
        {
            try
            {
                await other.ConnectAsync(server, ending.Token);
                // Whoever closes closes both ways.
                await Task.WhenAny(client.GetStream().CopyToAsync(other.GetStream(), ending.Token), other.GetStream().CopyToAsync(client.GetStream(), ending.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }
}
