using Granary.Domain.Purchases;

namespace Granary.Contracts;

/// <summary>A payment as its page shows it.</summary>
/// <param name="TenantName">Who is charged.</param>
/// <param name="IsOpen">False when it was paid, declined or given up.</param>
/// <param name="Method">How it was paid; null until it is.</param>
[GenerateSerializer, Immutable, Alias("granary.SandboxPayment")]
public sealed record SandboxPayment(
    [property: Id(0)] OrderNumber Order,
    [property: Id(1)] string TenantName,
    [property: Id(2)] IReadOnlyList<OrderLine> Lines,
    [property: Id(3)] bool IsOpen,
    [property: Id(4)] SandboxMethod? Method)
{
    public Money Total() => OrderLine.Total(Lines);
}
