using System.Net;
using System.Net.Sockets;

namespace Granary.Testing;

/// <summary>Passes on what comes to an address of its own, to a server that listens elsewhere.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource ending = new();
    private readonly TcpListener listener;
    private readonly Task accepting;
    private volatile bool isSilent;

    public Relay(IPAddress address, IPEndPoint server)
    {
        this.server = server;
        listener = new TcpListener(address, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>From now on passes nothing on; connections stay, and new ones are accepted.</summary>
    public void FallSilent() => isSilent = true;

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
                await Task.WhenAny(CopyAsync(client.GetStream(), other.GetStream()), CopyAsync(other.GetStream(), client.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, ending.Token) is > 0 and var read)
        {
            if (isSilent) await Task.Delay(Timeout.InfiniteTimeSpan, ending.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }
}
