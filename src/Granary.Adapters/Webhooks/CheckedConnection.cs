using System.Net;
using System.Net.Sockets;

namespace Granary.Adapters.Webhooks;

/// <summary>
/// Asks once where a name leads, looks at every address it is told, and connects to one of just those: a name that leads elsewhere a
/// moment later leads nobody astray.
/// </summary>
internal sealed class CheckedConnection(ReachableAddresses reachable, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <exception cref="HttpRequestException">An address of the name must not be called.</exception>
    public async ValueTask<Stream> OpenAsync(DnsEndPoint place, CancellationToken cancellationToken)
    {
        var addresses = await resolve(place.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => !reachable.Contain(address)) is { } refused)
            throw new HttpRequestException($"{place.Host} leads to {refused}, which is not public and not in {WebhookOptions.Section}:{nameof(WebhookOptions.Networks)}: it is not called.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
