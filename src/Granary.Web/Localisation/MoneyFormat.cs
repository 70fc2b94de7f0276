using System.Collections.Concurrent;
using System.Globalization;
using Granary.Domain.Purchases;

namespace Granary.Web.Localisation;

/// <summary>Amounts as the reader writes them, in the currency that they are in.</summary>
internal static class MoneyFormat
{
    private const int UsualDigits = 2;

    // Signs that are the same to every reader. A currency without one is named by its code, unless it is the reader's own.
    private static readonly Dictionary<string, string> Signs = new() { ["EUR"] = "€", ["GBP"] = "£", ["INR"] = "₹" };

    private static readonly ConcurrentDictionary<string, int> Digits = new();

    /// <summary>Such as <c>€14.00</c>, <c>14,00 €</c>, <c>USD 14.00</c>.</summary>
    public static string Text(this Money money)
    {
        var culture = CultureInfo.CreateSpecificCulture(CultureInfo.CurrentCulture.Name);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencyDecimalDigits = Digits.GetOrAdd(money.Currency, DigitsOf);
        if (new RegionInfo(culture.Name).ISOCurrencySymbol != money.Currency)
        {
            var isSigned = Signs.TryGetValue(money.Currency, out var sign);
            format.CurrencySymbol = sign ?? money.Currency;
            if (!isSigned && format.CurrencyPositivePattern < 2) format.CurrencyPositivePattern += 2; // the same place, with a space
        }
        return money.Amount.ToString("C", format);
    }

    private static int DigitsOf(string currency) =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).FirstOrDefault(culture => new RegionInfo(culture.Name).ISOCurrencySymbol == currency)?.NumberFormat.CurrencyDecimalDigits
        ?? UsualDigits;
}
