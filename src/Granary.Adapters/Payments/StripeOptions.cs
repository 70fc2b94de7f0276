namespace Granary.Adapters.Payments;

/// <summary>
/// Purchases paid through Stripe: the section <c>Granary:Billing:Stripe</c>, looked at when <c>Granary:Billing:Provider</c>
/// is <c>Stripe</c>. A word in that section that is not one of these properties stops the start.
/// </summary>
public sealed class StripeOptions
{
    public const string Section = "Granary:Billing:Stripe";

    /// <summary>
    /// A secret key (<c>sk_</c>) or a restricted one (<c>rk_</c>) that may write Checkout Sessions and subscriptions and read
    /// payment intents, charges, refunds, disputes, invoices and customers; never written to a log. One of test mode moves no money. No default.
    /// </summary>
    public string ApiKey { get; set; } = "";

    /// <summary>What Stripe signs its messages to this Granary with (<c>whsec_</c>); never written to a log. No default.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>Where Stripe is asked. Default <c>https://api.stripe.com</c>; without TLS only on this machine, for a stand-in.</summary>
    public string ApiBase { get; set; } = "https://api.stripe.com";

    /// <summary>
    /// So much longer than its month a paid month of the weekly subscription covers runs, because Stripe takes the money for
    /// the next one about an hour after it has begun. Default one day; 0 to 7 days.
    /// </summary>
    public TimeSpan RenewalGrace { get; set; } = TimeSpan.FromDays(1);

    internal bool IsLive => ApiKey.Contains("_live_", StringComparison.Ordinal);
}
