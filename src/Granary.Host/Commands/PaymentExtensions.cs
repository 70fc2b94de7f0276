using Granary.Adapters.Payments;
using Granary.Grains;
using Granary.Web.Edge;

namespace Granary.Host.Commands;

internal static partial class PaymentExtensions
{
    private const string Setting = "Granary:Billing:Provider";

    /// <summary>The provider that is configured, or else the sandbox.</summary>
    /// <exception cref="UsageException">There is no such provider.</exception>
    public static void AddPayments(this IHostApplicationBuilder builder)
    {
        if (ProviderOf(builder.Configuration) is PaymentProvider.Stripe) builder.Services.AddStripe(builder.Configuration.GetSection(StripeOptions.Section));
        else builder.Services.AddSandboxPayments();
    }

    /// <summary>Payers are sent away to a provider and come back: to an address that is set, and not to one that a request has named.</summary>
    public static void RequireSite(this IHostApplicationBuilder builder)
    {
        if (ProviderOf(builder.Configuration) is not PaymentProvider.Sandbox && !builder.Environment.IsDevelopment())
            builder.Services.AddOptions<EdgeOptions>().Validate(edge => !string.IsNullOrEmpty(edge.BaseUrl), $"{EdgeOptions.Section}:BaseUrl is missing: write where people reach the pages, to whom payers come back.");
    }

    /// <summary>Whoever runs Granary for real customers has to know that they can buy without paying.</summary>
    public static void WarnOfSandbox(this WebApplication app)
    {
        if (ProviderOf(app.Configuration) is PaymentProvider.Sandbox && app.Environment.IsProduction() && string.IsNullOrEmpty(app.Configuration["Granary:Billing:Url"]))
            LogSandbox(app.Logger);
    }

    private static PaymentProvider ProviderOf(IConfiguration configuration) =>
        configuration[Setting] is not { Length: > 0 } name ? PaymentProvider.Sandbox :
        Enum.TryParse<PaymentProvider>(name, ignoreCase: true, out var provider) && Enum.IsDefined(provider) ? provider :
        throw new UsageException(Texts.Get("UnknownPaymentProvider", name));

    [LoggerMessage(LogLevel.Warning, $"{Setting} is Sandbox: purchases are granted and nobody pays. Set it to Stripe, or Granary:Billing:Url to where you sell")]
    private static partial void LogSandbox(ILogger logger);
}
