using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Webhooks;

/// <summary>
/// Calls the vendor's endpoint as the Standard Webhooks specification has it. Only an answer of 200 to 299 means that a message has arrived;
/// of the answer nothing but that is looked at.
/// </summary>
internal sealed class HttpWebhook : IWebhook, IDisposable
{
    // A name may lead elsewhere by then.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly WebhookOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public HttpWebhook(IOptions<WebhookOptions> options, TimeProvider time) : this(options.Value, time, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">Where a name leads.</param>
    public HttpWebhook(WebhookOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        this.options = options;
        this.time = time;
        var connection = new CheckedConnection(new ReachableAddresses([.. options.Networks.Select(network => IPNetwork.Parse(network))]), resolve);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = (context, cancellationToken) => connection.OpenAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Granary", null));
    }

    public bool Wants(WebhookKind kind) => options.IsOn && (options.Kinds.Count == 0 || options.Kinds.Contains(WebhookKinds.NameOf(kind)));

    public async Task SendAsync(TenantId tenant, WebhookMessage message, CancellationToken cancellationToken)
    {
        using var request = Compose(message.IdOf(tenant), WebhookBody.Of(tenant, message));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new TransientException($"The vendor's endpoint answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException exception)
        {
            throw new TransientException($"The vendor's endpoint cannot be called: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"The vendor's endpoint did not answer within {options.TimeoutSeconds} s.", exception);
        }
    }

    public void Dispose() => client.Dispose();

    // Signed anew each time: a receiver refuses what is older than some minutes.
    private HttpRequestMessage Compose(string id, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(id, timestamp, body, options.Secrets));
        return request;
    }
}
