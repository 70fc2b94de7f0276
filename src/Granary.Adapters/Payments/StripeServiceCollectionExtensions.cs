using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stripe;

namespace Granary.Adapters.Payments;

public static class StripeServiceCollectionExtensions
{
    // Twice this is less than a caller of a grain waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Takes payments through the account that the section <see cref="StripeOptions.Section"/> describes, instead of any other provider.</summary>
    public static IServiceCollection AddStripe(this IServiceCollection services, IConfiguration section)
    {
        services.AddSettings<StripeOptions, StripeOptionsValidator>(section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PriceList>, StripePriceValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<StripeOptions>>().Value));
        services.AddSingleton<IPaymentProvider, StripePayments>();
        return services;
    }

    private static StripeClient Connect(StripeOptions options)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        return new StripeClient(new StripeClientOptions
        {
            ApiKey = options.ApiKey,
            ApiBase = options.ApiBase.TrimEnd('/'),
            HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 1, enableTelemetry: false),
        });
    }
}
