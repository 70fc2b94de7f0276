using Granary.Domain.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Granary.Adapters.Webhooks;

public static class WebhookServiceCollectionExtensions
{
    /// <summary>Tells the vendor at the endpoint that the section <see cref="WebhookOptions.Section"/> describes; nobody when it names none.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration section)
    {
        services.AddSettings<WebhookOptions, WebhookOptionsValidator>(section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IWebhook, HttpWebhook>();
        return services;
    }
}
