using System.Globalization;
using System.Net.Sockets;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>The end of the socket at which processes tell what they have reached, and hear whether they may go on.</summary>
internal sealed class PointListener : IAsyncDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<Reached, Task<bool>> mayGoOn;
    private readonly Task listening;

    /// <param name="mayGoOn">Asked side by side. With false the process dies there; until there is an answer it waits.</param>
    public PointListener(string path, Func<Reached, Task<bool>> mayGoOn)
    {
        this.mayGoOn = mayGoOn;
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(512);
        listening = ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await listening;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await socket.AcceptAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task AnswerAsync(Socket process)
    {
        try
        {
            await using var stream = new NetworkStream(process, ownsSocket: true);
            using var reader = new StreamReader(stream, leaveOpen: true);
            if (await reader.ReadLineAsync() is not { } line) return;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var reached = new Reached(int.Parse(line[..space], CultureInfo.InvariantCulture), line[(space + 1)..]);
            stream.WriteByte(await mayGoOn(reached) ? (byte)'g' : (byte)'x');
        }
        catch (IOException)
        {
            // It was killed while it waited.
        }
    }
}
