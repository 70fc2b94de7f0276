using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Granary.Domain.Quotas;

namespace Granary.Domain.Purchases;

/// <summary>What Granary sells, and where in which currency. Figures are configuration: those here are the demo's.</summary>
public sealed partial class PriceList : IValidatableObject
{
    /// <summary>Where the vendor sells instead, in pages of its own: then nothing is sold here. Default: none.</summary>
    public Uri? Url { get; init; }

    /// <summary>By ISO 4217 code. Default: EUR, USD and INR at the prices of the demo; what is configured takes the place of all of them.</summary>
    public Dictionary<string, CurrencyPrices> Currencies { get; init; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EUR"] = Demo(unit: 10, weekly: 12, [0, 14, 23, 40, 52]),
        ["USD"] = Demo(unit: 10, weekly: 12, [0, 14, 23, 40, 52]),
        ["INR"] = Demo(unit: 600, weekly: 700, [0, 800, 1400, 2400, 2600]),
    };

    /// <summary>
    /// Which country (ISO 3166-1 alpha-2) pays in which currency. Default: France and others of the euro EUR, India INR; what is configured takes the
    /// place of all of them.
    /// </summary>
    public Dictionary<string, string> Countries { get; init; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AT"] = "EUR", ["BE"] = "EUR", ["DE"] = "EUR", ["ES"] = "EUR", ["FI"] = "EUR", ["FR"] = "EUR", ["IE"] = "EUR", ["IT"] = "EUR",
        ["LU"] = "EUR", ["NL"] = "EUR", ["PT"] = "EUR", ["IN"] = "INR",
    };

    /// <summary>The currency of every other country. Default: USD.</summary>
    public string DefaultCurrency { get; init; } = "USD";

    public string CurrencyOf(string country) => Countries.GetValueOrDefault(country, DefaultCurrency).ToUpperInvariant();

    public Money Unit(string currency) => new(Currencies[currency].Unit, currency);

    public Money Weekly(string currency) => new(Currencies[currency].WeeklyPerMonth, currency);

    /// <summary>What the first month of an edition costs; null when it is not for sale.</summary>
    public Money? Edition(string edition, string currency) =>
        Currencies[currency].Editions.TryGetValue(edition, out var price) ? new Money(price, currency) : null;

    /// <summary>Every edition that has a plan and a price, cheapest first.</summary>
    public IReadOnlyList<EditionOffer> Offers(Plans plans, string currency) => plans.Editions
        .Select(plan => Edition(plan.Key, currency) is { } price ? new EditionOffer(plan.Key, price, plan.Value.FreePerMonth, plan.Value.Weekly) : null)
        .OfType<EditionOffer>().OrderBy(offer => offer.Price.Amount).ToArray();

    /// <summary>Everything that is wrong at once; each sentence says what to write instead.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Errors().Select(error => new ValidationResult(error));

    private IEnumerable<string> Errors()
    {
        if (Url is not null && Url is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
            yield return $"Url is '{Url}': write the whole address of the pages, beginning with https://.";
        if (Currencies.Count == 0)
        {
            yield return "Currencies is empty: write at least one, with Unit and WeeklyPerMonth.";
            yield break;
        }
        if (!Currencies.ContainsKey(DefaultCurrency))
            yield return $"DefaultCurrency is '{DefaultCurrency}', which Currencies does not have: write one of {string.Join(", ", Currencies.Keys)}, or add its prices.";
        foreach (var (country, currency) in Countries)
        {
            if (!CountryCode().IsMatch(country)) yield return $"Countries:{country} is no country: write its two letters, such as FR.";
            if (!Currencies.ContainsKey(currency)) yield return $"Countries:{country} is '{currency}', which Currencies does not have: write one of {string.Join(", ", Currencies.Keys)}, or add its prices.";
        }
        foreach (var (code, prices) in Currencies)
        {
            if (!CurrencyCode().IsMatch(code)) yield return $"Currencies:{code} is no currency: write its three letters, such as EUR.";
            if (prices.Unit <= 0) yield return $"Currencies:{code}:Unit is {prices.Unit}: write an amount above 0.";
            if (prices.WeeklyPerMonth <= 0) yield return $"Currencies:{code}:WeeklyPerMonth is {prices.WeeklyPerMonth}: write an amount above 0.";
            foreach (var (edition, price) in prices.Editions)
                if (price < 0) yield return $"Currencies:{code}:Editions:{edition} is {price}: write 0 or more.";
        }
    }

    private static CurrencyPrices Demo(decimal unit, decimal weekly, decimal[] editions) => new()
    {
        Unit = unit,
        WeeklyPerMonth = weekly,
        Editions = new(
            new[] { Quotas.Edition.Free, Quotas.Edition.Standard, Quotas.Edition.Professional, Quotas.Edition.Enterprise, Quotas.Edition.Ultimate }.Zip(editions, KeyValuePair.Create),
            StringComparer.OrdinalIgnoreCase),
    };

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[A-Za-z]{3}$")]
    private static partial Regex CurrencyCode();
}
