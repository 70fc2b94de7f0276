using System.Net.Mime;
using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Granary.Web.Payments;

using Answer = Results<Ok, ProblemHttpResult>;

/// <summary>
/// Takes the messages of the payment provider. Anybody can send one, and all that a genuine one brings about is that the
/// provider is asked how the payment of that order stands.
/// </summary>
internal sealed partial class PaymentMessageEndpoint(IGrainFactory grains, IPaymentProvider payments, TimeProvider time, ILogger<PaymentMessageEndpoint> logger)
{
    public const int LargestBody = 256 * 1024;

    // Of the one provider that sends messages.
    private const string Signature = "Stripe-Signature";

    // A provider takes no answer within some seconds for a failure; one that fails is sent again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task<Answer> HandleAsync(HttpContext http, PaymentMessageEndpoint endpoint)
    {
        // What is answered here is for programs.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
            return Problem(StatusCodes.Status415UnsupportedMediaType, "A message is JSON.");

        return await BodyAsync(http.Request, http.RequestAborted) is { } body
            ? await endpoint.AnswerAsync(body, http.Request.Headers[Signature])
            : Problem(StatusCodes.Status413PayloadTooLarge, "No message is that long.");
    }

    private async Task<Answer> AnswerAsync(ReadOnlyMemory<byte> body, StringValues signature)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            switch (await payments.ReadMessageAsync(body, signature, patience.Token).WaitAsync(patience.Token))
            {
                case PaymentMessage.Forged:
                    LogForged();
                    return Problem(StatusCodes.Status400BadRequest, "The signature does not prove where this message is from, or it is too old.");
                case PaymentMessage.About about:
                    using (Caller.Granary.Enter()) await grains.Purchases(about.Tenant).CheckOrder(about.Order).WaitAsync(patience.Token);
                    return TypedResults.Ok();
                default:
                    return TypedResults.Ok();
            }
        }
        catch (UnknownTenantException)
        {
            // It was closed since, or the account serves other installations too: sending it again would change nothing.
            return TypedResults.Ok();
        }
        catch (Exception exception)
        {
            LogUnasked(exception);
            return Problem(StatusCodes.Status503ServiceUnavailable, "Send it again later.");
        }
    }

    // Null when there is more of it than a message has.
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new byte[LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LargestBody) return null;
        return body.AsMemory(0, length);
    }

    private static ProblemHttpResult Problem(int status, string title) => TypedResults.Problem(statusCode: status, title: title);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A payment message that proves nothing was refused: if the provider's own are, the webhook secret is wrong")]
    private partial void LogForged();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A payment message could not be followed up in time; it is to be sent again")]
    private partial void LogUnasked(Exception exception);
}
