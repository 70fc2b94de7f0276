namespace Granary.Domain.Ports;

/// <summary>A payment that waits to be made.</summary>
/// <param name="Payment">The provider's name for it.</param>
/// <param name="Page">Where somebody chooses the method and pays.</param>
public sealed record PaymentSession(string Payment, Uri Page);
