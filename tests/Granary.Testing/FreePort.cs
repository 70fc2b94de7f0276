using System.Net;
using System.Net.Sockets;

namespace Granary.Testing;

/// <summary>
/// A port that nobody listens at, for a server that wants to be told one. None of those that the system gives to connections that go out
/// (32768 and more on Linux): one of them would take it before the server does. Each process begins elsewhere.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;

    private static int last = Environment.ProcessId * 997 % Count;

    public static int Next()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref last) & int.MaxValue) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
