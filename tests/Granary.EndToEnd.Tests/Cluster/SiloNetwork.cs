using System.Globalization;
using System.Net;
using Granary.Testing;
using Npgsql;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>
/// A network of the kernel's for silos: each has a namespace and an address of its own, and the tests sit at its middle, with the database.
/// What is cut drops packets without a word. For root, on Linux with iproute2.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    private const string Middle = "10.66.0.1";
    private const string Nobody = "02:00:00:00:00:01";

    // An interface's name has 15 characters at most.
    private static readonly string Name = string.Create(CultureInfo.InvariantCulture, $"gr{Environment.ProcessId}");
    private readonly Relay database;
    private int last = 1;

    private SiloNetwork(Relay database) => this.database = database;

    /// <param name="server">The database, as the tests reach it.</param>
    public static SiloNetwork Create(IPEndPoint server)
    {
        Ip("link", "add", Name, "type", "bridge");
        Ip("address", "add", $"{Middle}/24", "dev", Name);
        Ip("link", "set", Name, "up");
        return new SiloNetwork(new Relay(IPAddress.Parse(Middle), server));
    }

    /// <summary>A place for one more silo, from which it reaches everybody.</summary>
    public Place Add()
    {
        var number = ++last;
        var place = new Place(string.Create(CultureInfo.InvariantCulture, $"{Name}-{number}"), string.Create(CultureInfo.InvariantCulture, $"10.66.0.{number}"));
        Ip("netns", "add", place.Name);
        Ip("link", "add", place.Name, "type", "veth", "peer", "name", "eth0", "netns", place.Name);
        Ip("link", "set", place.Name, "master", Name, "up");
        Ip("-n", place.Name, "address", "add", $"{place.Address}/24", "dev", "eth0");
        Ip("-n", place.Name, "link", "set", "eth0", "up");
        Ip("-n", place.Name, "link", "set", "lo", "up");
        return place;
    }

    /// <summary>How a silo reaches a database from its place.</summary>
    public string Reach(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = Middle, Port = database.Port }.ConnectionString;

    /// <summary>Nothing from that place arrives there any more: neither calls nor answers.</summary>
    /// <param name="to">Where; null for the database.</param>
    public static void Cut(Place from, Place? to) => Ip("-n", from.Name, "neighbour", "replace", to?.Address ?? Middle, "lladdr", Nobody, "dev", "eth0", "nud", "permanent");

    /// <summary>Everything arrives again.</summary>
    public static void Heal(Place from) => Ip("-n", from.Name, "neighbour", "flush", "dev", "eth0", "nud", "permanent");

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        for (var number = 2; number <= last; number++) Ip("netns", "delete", string.Create(CultureInfo.InvariantCulture, $"{Name}-{number}"));
        Ip("link", "delete", Name);
    }

    private static void Ip(params string[] arguments)
    {
        var answer = Shell.Run("ip", "/", arguments);
        if (answer.ExitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {answer.Error}");
    }

    /// <param name="Name">Of its namespace.</param>
    /// <param name="Address">Which others call.</param>
    internal sealed record Place(string Name, string Address)
    {
        /// <summary>What starts a program there.</summary>
        public string[] Command => ["ip", "netns", "exec", Name];
    }
}
