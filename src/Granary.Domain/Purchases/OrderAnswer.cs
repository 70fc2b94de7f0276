namespace Granary.Domain.Purchases;

/// <summary>What placing an order comes to.</summary>
[GenerateSerializer, Immutable, Alias("granary.OrderAnswer")]
public abstract record OrderAnswer
{
    private OrderAnswer() { }

    /// <summary>It is recorded; also when it was before, under the same key.</summary>
    [GenerateSerializer, Immutable, Alias("granary.OrderAnswer.Placed")]
    public sealed record Placed([property: Id(0)] Order Order) : OrderAnswer;

    /// <summary>It is not, and nothing has changed.</summary>
    /// <param name="Open">The open order that is in the way, if one is.</param>
    [GenerateSerializer, Immutable, Alias("granary.OrderAnswer.Refused")]
    public sealed record Refused([property: Id(0)] OrderRefusal Reason, [property: Id(1)] OrderNumber? Open = null) : OrderAnswer;
}
