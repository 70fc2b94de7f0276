using System.Net.Mime;
using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
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

        // What cannot prove where it is from is not read.
        return http.Request.Headers[Signature] is [{ Length: > 0 } signature] ? await endpoint.AnswerAsync(http.Request, signature) : endpoint.Forged();
    }

    private async Task<Answer> AnswerAsync(HttpRequest request, string signature)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            switch (await payments.ReadMessageAsync(await BodyAsync(request, patience.Token), signature, patience.Token).WaitAsync(patience.Token))
            {
                case PaymentMessage.Forged:
                    return Forged();
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
        catch (BadHttpRequestException exception)
        {
            return Problem(exception.StatusCode, "The message cannot be read: it is too long, or broke off.");
        }
        catch (Exception exception)
        {
            LogUnasked(exception);
            return Problem(StatusCodes.Status503ServiceUnavailable, "Send it again later.");
        }
    }

    private ProblemHttpResult Forged()
    {
        LogForged();
        return Problem(StatusCodes.Status400BadRequest, "The signature does not prove where this message is from, or it is too old.");
    }

    // Takes memory for what has come, and not for what may: anybody can begin a message.
    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ProblemHttpResult Problem(int status, string title) => TypedResults.Problem(statusCode: status, title: title);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A payment message that proves nothing was refused: if the provider's own are, the webhook secret is wrong")]
    private partial void LogForged();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A payment message could not be followed up in time; it is to be sent again")]
    private partial void LogUnasked(Exception exception);
}
