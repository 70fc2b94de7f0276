using System.Net;
using System.Net.Sockets;

namespace Granary.Adapters.Webhooks;

/// <summary>The public addresses of the internet, and networks that were named.</summary>
internal sealed class ReachableAddresses(IReadOnlyList<IPNetwork> named)
{
    // IANA's registries of addresses for special purposes, multicast, and where Azure answers a machine's questions about itself.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Whatever else there is of version 6 is private, local, or leads to an address of version 4 within.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return named.Any(network => network.Contains(plain)) || IsPublic(plain);
    }

    private static bool IsPublic(IPAddress address) =>
        !Special.Any(network => network.Contains(address)) && (address.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(address));
}
