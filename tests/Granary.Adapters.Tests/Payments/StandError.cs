namespace Granary.Adapters.Tests.Payments;

/// <summary>What Stripe answers to a request that it refuses.</summary>
internal sealed class StandError(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
