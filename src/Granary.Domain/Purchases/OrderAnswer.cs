namespace Granary.Domain.Purchases;

/// <summary>What placing an order comes to.</summary>
[GenerateSerializer, Immutable, Alias("granary.OrderAnswer")]
public abstract record OrderAnswer
{
    private OrderAnswer() { }

    /// <summary>It is recorded.</summary>
    /// <param name="IsNew">False when it was recorded before, under the same key.</param>
    [GenerateSerializer, Immutable, Alias("granary.OrderAnswer.Placed")]
    public sealed record Placed([property: Id(0)] Order Order, [property: Id(1)] bool IsNew) : OrderAnswer;

    /// <summary>It is not, and nothing has changed.</summary>
    /// <param name="Open">The open order that is in the way, if one is.</param>
    [GenerateSerializer, Immutable, Alias("granary.OrderAnswer.Refused")]
    public sealed record Refused([property: Id(0)] OrderRefusal Reason, [property: Id(1)] OrderNumber? Open = null) : OrderAnswer;
}
