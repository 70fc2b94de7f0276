using System.Diagnostics;
using System.Net.Sockets;

namespace Granary.CrashPoints;

/// <summary>Tells the test at the other end of a socket which point this process has reached, and waits to hear whether it may go on.</summary>
internal sealed class CrashPoint(string path)
{
    /// <summary>The variable with the path of the socket.</summary>
    public const string Variable = "GRANARY_CRASH_SOCKET";

    private const byte GoOn = (byte)'g';

    public async Task ReachAsync(string point)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(connection);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        await writer.WriteLineAsync($"{Environment.ProcessId} {point}");
        var answer = new byte[1];
        // SIGKILL: no handler, no flush, nothing.
        if (await stream.ReadAsync(answer) == 0 || answer[0] != GoOn) Process.GetCurrentProcess().Kill();
    }
}
