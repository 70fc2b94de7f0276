using System.Net;
using System.Net.Sockets;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>Passes on what comes to it, to a server that listens elsewhere.</summary>
internal sealed class Relay(IPEndPoint server) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    public int Port => ((IPEndPoint)listener!.LocalEndpoint).Port;

    public void Start(IPAddress address)
    {
        listener = new TcpListener(address, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener?.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await listener!.AcceptTcpClientAsync(ending.Token));
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
