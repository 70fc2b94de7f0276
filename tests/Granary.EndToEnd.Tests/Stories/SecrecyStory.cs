using System.Net;
using System.Text.RegularExpressions;
using Granary.Testing;
using Granary.Testing.Postgres;
using Granary.Testing.Webhooks;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>A server of a cluster that logs as much as it can, from its start to a download: nothing that is secret, and nothing of a row, is in what it says.</summary>
public sealed partial class SecrecyStory : IAsyncLifetime
{
    private const string Password = "canary-of-a-password";

    private readonly TemporaryDirectory directory = new();
    private PostgresDatabase? database;
    private WebhookReceiver? receiver;
    private GranaryServer? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        receiver = await WebhookReceiver.StartAsync();
        server = GranaryServer.Start(directory.At("data"), environment: new Dictionary<string, string>
        {
            ["Logging__LogLevel__Default"] = "Debug",
            ["Logging__LogLevel__Microsoft"] = "Debug",
            ["Logging__LogLevel__Orleans"] = "Information",
            ["Granary__Cluster__Database"] = $"{database.ConnectionString};Password={Password}",
            ["Granary__Cluster__AdvertisedAddress"] = "127.0.0.1",
            ["Granary__Cluster__SiloPort"] = $"{FreePort.Next()}",
            ["Granary__Cluster__GatewayPort"] = $"{FreePort.Next()}",
            ["Granary__Webhooks__Url"] = receiver.Address.ToString(),
            ["Granary__Webhooks__Secrets__0"] = WebhookReceiver.Secret,
            ["Granary__Webhooks__Networks__0"] = "127.0.0.0/8",
        });
        await server.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (receiver is not null) await receiver.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task What_is_secret_and_what_is_in_a_row_is_in_no_log()
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server!.Address };
        var form = FormToken().Match(await client.GetStringAsync("/sign-in", Token)).Groups["value"].Value;
        using var signIn = new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("user", "sophia"), new("returnUrl", "/setup/data-backup")]);
        var page = await (await client.PostAsync("/sign-in/demo", signIn, Token)).Content.ReadAsStringAsync(Token);
        var archive = await client.GetByteArrayAsync(DownloadLink().Match(page).Groups["url"].Value, Token);
        Assert.NotEmpty(archive);
        // The first backup of the demo has been told of, and what went wrong on the way would be in the log as well.
        await Wait.UntilAsync(() => receiver!.Received.Any(received => received.Type.StartsWith("backup.ready", StringComparison.Ordinal)), "the webhook of the first backup");
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/backups") { Headers = { Authorization = new("Bearer", "granary_canary-of-a-token") } };
        (await client.SendAsync(forged, Token)).Dispose();
        Assert.Equal(0, await server.StopAsync());

        var said = server.Output;
        Assert.True(said.Length > 10_000 && said.Contains("dbug:", StringComparison.Ordinal), "The server did not log what this test is to look through.");
        Assert.Contains("eu/montblanc", said, StringComparison.Ordinal);
        string[] secrets =
        [
            Password, WebhookReceiver.Secret, WebhookReceiver.Secret["whsec_".Length..], form, "canary-of-a-token", "CANARY-", "PRIVATE KEY",
            .. cookies.GetAllCookies().Select(cookie => cookie.Value), .. receiver!.Received.Select(received => received.Signature),
        ];
        Assert.All(secrets, secret => Assert.False(said.Contains(secret, StringComparison.Ordinal), $"'{secret}' is in the log: {LineWith(said, secret)}"));
    }

    private static string? LineWith(string log, string secret) => log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.Ordinal));

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""")]
    private static partial Regex FormToken();

    [GeneratedRegex("""href="(?<url>/backups/[^"]+/files/Data_001\.zip)""")]
    private static partial Regex DownloadLink();
}
