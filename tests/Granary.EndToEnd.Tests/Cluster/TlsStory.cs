using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Granary.Domain.Quotas;
using Granary.EndToEnd.Tests.Stories;
using Granary.Host.Cluster;
using Granary.Testing;
using Granary.Testing.Postgres;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>A silo with TLS, and who knocks at its two doors.</summary>
public sealed class TlsStory : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly TestAuthority authority = new();
    private readonly int siloPort = FreePort.Next();
    private readonly int gatewayPort = FreePort.Next();
    private PostgresDatabase? database;
    private GranaryServer? silo;
    private GranaryServer? web;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory, [("acme", Edition.Enterprise)]));
        using var certificate = authority.Issue();
        await File.WriteAllTextAsync(directory.At("own.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(directory.At("own.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(directory.At("authorities.pem"), authority.Pem);
        silo = Start("silo");
        web = Start("web");
    }

    [Fact]
    public async Task Who_proves_to_be_of_the_cluster_is_let_in_and_nobody_else()
    {
        await silo!.ReadyAsync();
        // It has found the silo, with the same certificate.
        await web!.ReadyAsync();
        using var stranger = new TestAuthority();

        foreach (var port in new[] { siloPort, gatewayPort })
        {
            Assert.True(await IsLetInAsync(port, authority.Issue()));
            Assert.True(await IsTurnedAwayAsync(port, null));
            Assert.True(await IsTurnedAwayAsync(port, stranger.Issue()));
            Assert.True(await IsTurnedAwayAsync(port, authority.Issue("another")));
            Assert.True(await IsTurnedAwayAsync(port, authority.Issue(days: -1)));
            Assert.True(await IsTurnedAwayAsync(port, authority.Issue(usages: TestAuthority.ServerUsage)));
            Assert.True(await IsTurnedAwayWithoutTlsAsync(port));
        }
        // The other way round: a silo has to prove it too.
        await ShakeHandsAsync(authority);
        await Assert.ThrowsAsync<AuthenticationException>(() => ShakeHandsAsync(stranger));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { web, silo })
            if (server is not null) await server.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        authority.Dispose();
        directory.Dispose();
    }

    // When the hands are shaken the silo has not told yet what it makes of the certificate: it hangs up, or says a word, or waits for one.
    private static async Task<bool> IsLetInAsync(int port, X509Certificate2 certificate)
    {
        var turnedAway = IsTurnedAwayAsync(port, certificate);
        await Task.WhenAny(turnedAway, Task.Delay(TimeSpan.FromSeconds(1), Token));
        return !turnedAway.IsCompleted || !await turnedAway;
    }

    private static async Task<bool> IsTurnedAwayAsync(int port, X509Certificate2? certificate)
    {
        using var shown = certificate;
        using var connection = await ConnectAsync(port);
        try
        {
            await using var tls = await ShakeHandsAsync(connection, (_, _, _, _) => true, certificate);
            return await tls.ReadAsync(new byte[1], Token) == 0;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return true;
        }
    }

    private static async Task<bool> IsTurnedAwayWithoutTlsAsync(int port)
    {
        using var connection = await ConnectAsync(port);
        await connection.GetStream().WriteAsync("Whoever is there?"u8.ToArray(), Token);
        try
        {
            const byte Alert = 0x15;
            var first = new byte[1];
            return await connection.GetStream().ReadAsync(first, Token) == 0 || first[0] == Alert;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>With a silo, believing what that authority says of it.</summary>
    private async Task ShakeHandsAsync(TestAuthority by)
    {
        await File.WriteAllTextAsync(directory.At("believed.pem"), by.Pem, Token);
        using var certificates = ClusterCertificates.Load(new ClusterTlsOptions { Certificate = directory.At("own.pem"), Key = directory.At("own.key"), Authorities = directory.At("believed.pem") });
        var orleans = certificates.ToOrleans();
        using var connection = await ConnectAsync(gatewayPort);
        await using var tls = await ShakeHandsAsync(
            connection, (_, certificate, chain, errors) => orleans.RemoteCertificateValidation!((X509Certificate2)certificate!, chain, errors), orleans.LocalCertificate);
    }

    private static async Task<SslStream> ShakeHandsAsync(TcpClient connection, RemoteCertificateValidationCallback believes, X509Certificate2? certificate)
    {
        var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "granary",
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = believes,
        }, Token);
        return tls;
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, Token);
        return connection;
    }

    private GranaryServer Start(string role) => GranaryServer.Start(directory.At("data"), directory.At("settings.json"), role, new Dictionary<string, string>
    {
        ["Granary__Cluster__Database"] = database!.ConnectionString,
        ["Granary__Cluster__AdvertisedAddress"] = "127.0.0.1",
        ["Granary__Cluster__SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
        ["Granary__Cluster__GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
        ["Granary__Cluster__Tls__Certificate"] = directory.At("own.pem"),
        ["Granary__Cluster__Tls__Key"] = directory.At("own.key"),
        ["Granary__Cluster__Tls__Authorities"] = directory.At("authorities.pem"),
    });
}
