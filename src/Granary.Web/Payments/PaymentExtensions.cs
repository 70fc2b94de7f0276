using Microsoft.AspNetCore.Mvc;

namespace Granary.Web.Payments;

internal static class PaymentExtensions
{
    public static void AddPaymentMessages(this IServiceCollection services) => services.AddSingleton<PaymentMessageEndpoint>();

    public static void MapPaymentMessages(this IEndpointRouteBuilder app) =>
        app.MapPost("/payments/messages", PaymentMessageEndpoint.HandleAsync)
            .AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(PaymentMessageEndpoint.LargestBody));
}
