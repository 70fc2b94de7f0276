using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Granary.Web.Payments;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Payments;

public sealed class PaymentMessageTests(WebStand stand)
{
    private static readonly OrderNumber Order = new(12);

    [Fact]
    public async Task A_genuine_message_has_the_tenant_ask_about_its_order()
    {
        var tenant = stand.TakeTenant();
        var signature = Means(new PaymentMessage.About(tenant.Profile.Id, Order));

        using var response = await PostAsync("{}", signature);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Order, Assert.Single(tenant.OrdersChecked));
    }

    [Fact]
    public async Task The_provider_checks_the_bytes_as_they_came()
    {
        const string body = "{ \"a\" :\r\n 1.0 }";
        var read = "";
        var signature = Means(sent => read = sent);

        using var response = await PostAsync(body, signature, "application/json; charset=utf-8");

        Assert.Equal((HttpStatusCode.OK, body), (response.StatusCode, read));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody's")]
    public async Task What_proves_nothing_is_refused(string? signature)
    {
        using var response = await PostAsync("{}", signature);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_message_about_nothing_of_ours_need_not_come_again()
    {
        using var response = await PostAsync("{}", Means(new PaymentMessage.Irrelevant()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_message_about_a_tenant_that_is_none_need_not_come_again()
    {
        using var response = await PostAsync("{}", Means(new PaymentMessage.About(new TenantId("eu", "nobody"), Order)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task When_the_tenant_cannot_be_reached_the_message_has_to_come_again()
    {
        var tenant = stand.TakeTenant();
        tenant.Outage = new TimeoutException();

        using var response = await PostAsync("{}", Means(new PaymentMessage.About(tenant.Profile.Id, Order)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task When_the_provider_cannot_say_what_it_is_about_the_message_has_to_come_again()
    {
        using var response = await PostAsync("{}", Means(_ => throw new TransientException("away")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Whoever_sends_a_message_does_not_wait_longer_than_he_would()
    {
        var never = new TaskCompletionSource<PaymentMessage>();
        var signature = $"{Guid.CreateVersion7()}";
        stand.Payments.Messages[signature] = _ => never.Task;
        var watch = Stopwatch.StartNew();

        using var response = await PostAsync("{}", signature);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json-patch+json")]
    [InlineData(null)]
    public async Task What_is_not_called_JSON_is_not_read(string? contentType)
    {
        using var response = await PostAsync("{}", Means(_ => throw new InvalidOperationException("It was read.")), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData(PaymentMessageEndpoint.LargestBody, HttpStatusCode.OK)]
    [InlineData(PaymentMessageEndpoint.LargestBody + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task No_message_is_longer_than_256_kilobytes(int length, HttpStatusCode expected)
    {
        using var response = await PostAsync(new string(' ', length), Means(new PaymentMessage.Irrelevant()));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task What_has_no_signature_is_refused_before_its_body_has_come()
    {
        using var sender = await BeginAsync(signature: null);

        Assert.Equal("HTTP/1.1 400 Bad Request", await StatusLineAsync(sender));
    }

    [Fact]
    public async Task A_body_that_comes_drop_by_drop_is_not_waited_for()
    {
        using var sender = await BeginAsync(Means(new PaymentMessage.Irrelevant()));
        using var answered = new CancellationTokenSource();

        var drops = DripAsync(sender, answered.Token);
        var status = await StatusLineAsync(sender);
        await answered.CancelAsync();
        await drops;

        Assert.Equal("HTTP/1.1 503 Service Unavailable", status);
    }

    private string Means(PaymentMessage message) => Means(_ => { }, message);

    private string Means(Action<string> read) => Means(read, new PaymentMessage.Irrelevant());

    private string Means(Action<string> read, PaymentMessage message)
    {
        var signature = $"{Guid.CreateVersion7()}";
        stand.Payments.Messages[signature] = body =>
        {
            read(body);
            return Task.FromResult(message);
        };
        return signature;
    }

    /// <summary>A message of which only the beginning has come.</summary>
    private async Task<TcpClient> BeginAsync(string? signature)
    {
        var sender = new TcpClient();
        await sender.ConnectAsync(stand.Address.Host, stand.Address.Port, TestContext.Current.CancellationToken);
        var head = $"POST /payments/messages HTTP/1.1\r\nHost: granary.example\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n{(signature is null ? "" : $"Stripe-Signature: {signature}\r\n")}\r\n{{";
        await sender.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        return sender;
    }

    /// <summary>Sends more and more, faster than what the server itself takes for too slow, until it is told to stop or nobody listens.</summary>
    private static async Task DripAsync(TcpClient sender, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await sender.GetStream().WriteAsync(new byte[100], cancellationToken);
                await Task.Delay(50, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It was answered.
        }
    }

    private static async Task<string?> StatusLineAsync(TcpClient sender)
    {
        using var reader = new StreamReader(sender.GetStream(), leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? signature, string? contentType = "application/json")
    {
        using var client = new HttpClient { BaseAddress = stand.Address };
        using var content = new StringContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/payments/messages") { Content = content };
        if (signature is not null) request.Headers.Add("Stripe-Signature", signature);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
