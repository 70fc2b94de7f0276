using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Web.DataBackup;
using Granary.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Subscription;

/// <summary>What is bought, as the reader says it.</summary>
internal static class PurchaseWords
{
    /// <summary>An edition of the vendor's own has the name that the vendor gave it.</summary>
    public static string NameOf(this IStringLocalizer<Texts> texts, string edition) => edition switch
    {
        Edition.Free => texts["Edition.Free"],
        Edition.Standard => texts["Edition.Standard"],
        Edition.Professional => texts["Edition.Professional"],
        Edition.Enterprise => texts["Edition.Enterprise"],
        Edition.Ultimate => texts["Edition.Ultimate"],
        _ => edition,
    };

    public static string Of(this IStringLocalizer<Texts> texts, OrderLine line) => line.Item switch
    {
        OrderItem.Edition => texts["Line.Edition", texts.NameOf(line.Edition!)],
        OrderItem.WeeklySubscription => texts["Line.Weekly"],
        _ => texts.Count("Line.Unit", line.Quantity, line.Price.Text()),
    };

    /// <summary>As part of a sentence: "the edition Ultimate and 3 one-time units".</summary>
    public static string Of(this IStringLocalizer<Texts> texts, PurchaseSummary bought)
    {
        List<string> parts = [];
        if (bought.Edition is { } edition) parts.Add(texts["Purchase.Edition", texts.NameOf(edition)]);
        if (bought.Weekly) parts.Add(texts["Purchase.Weekly"]);
        if (bought.Units > 0) parts.Add(texts.Count("Units", bought.Units));
        return texts.List(parts);
    }

    /// <summary>"3 one-time units for €30.00".</summary>
    public static string WithPrice(this IStringLocalizer<Texts> texts, PurchaseSummary bought) =>
        texts["Purchase.For", texts.Of(bought), bought.Total.Text()];

    /// <summary>Where a purchase stands, and what follows for the reader.</summary>
    public static string What(this IStringLocalizer<Texts> texts, Order order) => order.State() switch
    {
        OrderState.Created => texts["Order.NoPage"],
        OrderState.Pending => texts["Order.Waiting"],
        OrderState.Captured => texts["Order.Paid"],
        OrderState.Failed => texts["Order.Declined"],
        OrderState.Cancelled => texts["Order.GivenUp"],
        OrderState.Refunded => texts["Order.PaidBack"],
        _ => texts["Order.Contested"],
    };
}
