using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Granary.Adapters.Tests.Mail;
using Granary.Adapters.Webhooks;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Adapters.Tests.Webhooks;

/// <summary>Against a real server: what is said, what is signed, and where it does not go.</summary>
public sealed class HttpWebhookTests : WebhookContract, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Now);
    private WebhookReceiver receiver = null!;
    private HttpWebhook webhook = null!;
    private int failed;

    protected override IWebhook Webhook => webhook;

    protected override IEnumerable<string> Arrived => receiver.Received.Skip(failed).Select(received => received.Id);

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        webhook = Calling(receiver.Address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        webhook.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_message_says_what_happened_when_and_to_whom_and_nothing_of_people_or_rows()
    {
        await webhook.SendAsync(Acme, Message(12, WebhookKind.BackupReadyWithWarnings, "3"), Token);
        await webhook.SendAsync(Acme, Message(13, WebhookKind.EditionBought, "Ultimate"), Token);

        Assert.Equal(
            [
                """{"type":"backup.ready_with_warnings","timestamp":"2026-11-29T09:30:00Z","data":{"tenant":"eu/acme","number":12,"backup":"7","order":"3","detail":"3","actor":{"kind":"person","id":"sophia"}}}""",
                """{"type":"edition.bought","timestamp":"2026-11-29T09:30:00Z","data":{"tenant":"eu/acme","number":13,"backup":"7","order":"3","edition":"Ultimate","actor":{"kind":"person","id":"sophia"}}}""",
            ],
            receiver.Received.Select(received => Encoding.ASCII.GetString(received.Body)));
    }

    [Fact]
    public async Task Each_attempt_is_signed_with_every_secret_and_the_time_of_the_attempt()
    {
        const string Old = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        using var both = Calling(receiver.Address.ToString(), options => options.Secrets.Add(Old));

        await both.SendAsync(Acme, Message(), Token);
        clock.Advance(TimeSpan.FromHours(1));
        await both.SendAsync(Acme, Message(), Token);

        var (first, second) = (receiver.Received.First(), receiver.Received.Last());
        Assert.Equal((first.Id, Now.ToUnixTimeSeconds() + 3600), (second.Id, long.Parse(second.Timestamp, CultureInfo.InvariantCulture)));
        Assert.Equal($"{SignatureBy(WebhookReceiver.Secret, first)} {SignatureBy(Old, first)}", first.Signature);
        Assert.Equal($"{SignatureBy(WebhookReceiver.Secret, second)} {SignatureBy(Old, second)}", second.Signature);
        Assert.NotEqual(first.Signature, second.Signature);
    }

    /// <summary>The example of the specification, and of what its libraries are tested with.</summary>
    [Fact]
    public void The_signature_is_that_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]));

    [Theory]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status304NotModified)]
    public async Task An_answer_that_is_not_of_200_to_299_is_to_be_sent_again(int status)
    {
        receiver.Answer = http => WebhookReceiver.Answered(http, status);

        Assert.Contains($"{status}", (await Assert.ThrowsAsync<TransientException>(() => webhook.SendAsync(Acme, Message(), Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_or_breaks_off_is_asked_again()
    {
        using var hasty = Calling(receiver.Address.ToString(), options => options.TimeoutSeconds = 1);
        receiver.Answer = http => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        await Assert.ThrowsAsync<TransientException>(() => hasty.SendAsync(Acme, Message(), Token));

        receiver.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<TransientException>(() => hasty.SendAsync(Acme, Message(), Token));
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task A_redirect_is_no_answer_and_is_not_followed_to_another_port_or_scheme()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        foreach (var place in new[] { elsewhere.Address.ToString(), "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/" })
        {
            receiver.Answer = http =>
            {
                http.Response.Redirect(place, permanent: false, preserveMethod: true);
                return Task.CompletedTask;
            };
            await Assert.ThrowsAsync<TransientException>(() => webhook.SendAsync(Acme, Message(), Token));
        }

        Assert.Empty(elsewhere.Received);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("localhost")]
    public async Task This_machine_is_not_called_however_it_is_written(string host)
    {
        using var named = Calling($"http://{host}:{receiver.Address.Port}/", options => options.Networks.Clear());

        var refused = await Assert.ThrowsAsync<TransientException>(() => named.SendAsync(Acme, Message(), Token));

        Assert.Contains("not public", refused.Message, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection_and_where_it_leads_is_what_is_called()
    {
        // At first it leads to an address that may be called, and from then on to one that may not.
        var answers = new Queue<IPAddress>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        using var rebound = new HttpWebhook(
            Options($"http://crm.example.com:{receiver.Address.Port}/", options => options.Networks[0] = "127.0.0.2/32"), clock,
            (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), receiver.Address.Port);
        listener.Start();
        var accepted = listener.AcceptTcpClientAsync(Token);

        var sending = rebound.SendAsync(Acme, Message(), Token);
        // Whoever was let through has called the address that was looked at; hung up on, it looks again.
        (await accepted).Close();
        await Assert.ThrowsAsync<TransientException>(() => sending);
        var refused = await Assert.ThrowsAsync<TransientException>(() => rebound.SendAsync(Acme, Message(), Token));

        Assert.Contains("127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(answers);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_name_that_leads_to_one_address_of_this_network_among_others_is_not_called()
    {
        using var mixed = new HttpWebhook(
            Options($"http://crm.example.com:{receiver.Address.Port}/", options => options.Networks[0] = "127.0.0.1/32"), clock,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]));

        Assert.Contains("10.0.0.1", (await Assert.ThrowsAsync<TransientException>(() => mixed.SendAsync(Acme, Message(), Token))).Message, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_a_word_is_said()
    {
        var (pem, key) = SelfMade.Certificate();
        using var own = X509Certificate2.CreateFromPem(pem, key);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var secure = Calling($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/", options => options.Networks.Add("::1/128"));

        var sending = secure.SendAsync(Acme, Message(), Token);
        using var accepted = await listener.AcceptTcpClientAsync(Token);
        await using var tls = new SslStream(accepted.GetStream());
        await tls.AuthenticateAsServerAsync(own, clientCertificateRequired: false, checkCertificateRevocation: false);
        var said = await ReadAsync(tls);

        Assert.IsType<AuthenticationException>((await Assert.ThrowsAsync<TransientException>(() => sending)).InnerException!.InnerException);
        Assert.Equal(0, said);
    }

    [Fact]
    public void Only_the_kinds_that_are_named_are_wanted()
    {
        using var some = Calling(receiver.Address.ToString(), options => options.Kinds.Add("backup.failed"));

        Assert.Equal([WebhookKind.BackupFailed], Enum.GetValues<WebhookKind>().Where(some.Wants));
    }

    /// <summary>What the documentation gives those who receive, on what they would receive.</summary>
    [Fact]
    public async Task The_receiver_of_the_documentation_takes_what_is_genuine_and_nothing_else()
    {
        using var real = new HttpWebhook(Options(receiver.Address.ToString()), TimeProvider.System, Dns.GetHostAddressesAsync);
        await real.SendAsync(Acme, Message(), Token);
        var genuine = receiver.Received.Single();
        var old = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 301).ToString(CultureInfo.InvariantCulture);

        Assert.True(Verified(genuine));
        Assert.True(Verified(genuine with { Signature = $"v1,AAAA v2,BBBB {genuine.Signature}" }));
        Assert.False(Verified(genuine with { Signature = "v1,AAAA" }));
        Assert.False(Verified(genuine with { Signature = "" }));
        Assert.False(Verified(genuine with { Id = "eu:acme:2:1" }));
        Assert.False(Verified(genuine with { Body = [.. genuine.Body, (byte)' '] }));
        Assert.False(Verified(genuine with { Timestamp = old }));
        // As if it had been kept, and then sent again.
        Assert.False(Verified(genuine with { Timestamp = old, Signature = SignatureBy(WebhookReceiver.Secret, genuine with { Timestamp = old }) }));
    }

    protected override void FailNext()
    {
        failed = receiver.Received.Count + 1;
        receiver.FailNext(1, http => WebhookReceiver.Answered(http, StatusCodes.Status503ServiceUnavailable));
    }

    // Whoever hangs up may do so with an alert.
    private static async Task<int> ReadAsync(SslStream tls)
    {
        try
        {
            return await tls.ReadAsync(new byte[1], Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool Verified(ReceivedWebhook received)
    {
        var document = File.ReadAllText(RepositoryRoot.At("deploy", "README.md"));
        var example = document[(document.IndexOf("```python", StringComparison.Ordinal) + "```python".Length)..];
        var script = $"""
            {example[..example.IndexOf("```", StringComparison.Ordinal)]}
            import sys
            headers = dict(zip(["webhook-id", "webhook-timestamp", "webhook-signature"], sys.argv[2:5]))
            print(verified(sys.argv[1], headers, base64.b64decode(sys.argv[5])))
            """;
        var result = Shell.Run("python3", "/", "-c", script, WebhookReceiver.Secret, received.Id, received.Timestamp, received.Signature, Convert.ToBase64String(received.Body));
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim() == "True";
    }

    // Made here, and not by what is tested.
    private static string SignatureBy(string secret, ReceivedWebhook received)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{received.Id}.{received.Timestamp}."), .. received.Body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed))}";
    }

    private static WebhookOptions Options(string url, Action<WebhookOptions>? change = null)
    {
        var options = new WebhookOptions { Url = url, TimeoutSeconds = 30 };
        options.Secrets.Add(WebhookReceiver.Secret);
        options.Networks.Add("127.0.0.0/8");
        change?.Invoke(options);
        return options;
    }

    private HttpWebhook Calling(string url, Action<WebhookOptions>? change = null) => new(Options(url, change), clock, Dns.GetHostAddressesAsync);
}
