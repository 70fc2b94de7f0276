namespace Granary.Host.Commands;

/// <summary>Who takes the money: <c>Granary:Billing:Provider</c>.</summary>
internal enum PaymentProvider
{
    /// <summary>Nobody: pages of Granary's own stand in for those of a provider. The default.</summary>
    Sandbox,
    Stripe,
}
