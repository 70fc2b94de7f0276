using System.Net;
using System.Net.Sockets;

namespace Granary.Testing;

/// <summary>A port that nobody listens at, for a server that wants to be told one.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
