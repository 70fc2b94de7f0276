namespace Granary.Web.Subscription;

internal static class SubscriptionExtensions
{
    public static void AddSubscription(this IServiceCollection services) => services.AddScoped<Checkout>();
}
