namespace Granary.Web.Notifications;

internal static class NotificationExtensions
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<ITenantSignals, TenantStream>();
        services.AddSingleton<TenantFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantFeed>());
    }
}
