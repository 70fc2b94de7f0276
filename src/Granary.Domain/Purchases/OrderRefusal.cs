namespace Granary.Domain.Purchases;

/// <summary>Why an order cannot be placed.</summary>
[GenerateSerializer, Alias("granary.OrderRefusal")]
public enum OrderRefusal
{
    NothingChosen,

    /// <summary>Fewer than 0 or more than <see cref="Basket.MostUnits"/>.</summary>
    WrongNumberOfUnits,

    /// <summary>The edition is not for sale.</summary>
    UnknownEdition,

    /// <summary>The edition is not higher than the present one: it is a downgrade, which costs nothing.</summary>
    NotAnUpgrade,

    /// <summary>The weekly subscription goes on already.</summary>
    AlreadySubscribed,

    /// <summary>Weekly runs of this edition are paid by units.</summary>
    NoSubscriptionInEdition,

    /// <summary>Another order for the same is waiting to be paid.</summary>
    OrderOpen,

    /// <summary>Purchases are made elsewhere: the vendor has pages of its own.</summary>
    SoldElsewhere,
}
