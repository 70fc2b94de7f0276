using Granary.Domain.Purchases;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Payments;

/// <summary>Finds the prices that Stripe could not take, before somebody wants to pay them.</summary>
internal sealed class StripePriceValidator : IValidateOptions<PriceList>
{
    public ValidateOptionsResult Validate(string? name, PriceList options)
    {
        var errors = Prices(options).Where(price => MinorUnits.Of(price.Money) is null)
            .Select(price => $"Currencies:{price.Name} is {price.Money}: write an amount that can be paid in {price.Money.Currency}.").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<(string Name, Money Money)> Prices(PriceList prices)
    {
        foreach (var (code, list) in prices.Currencies)
        {
            var currency = code.ToUpperInvariant();
            yield return ($"{code}:{nameof(list.Unit)}", new Money(list.Unit, currency));
            yield return ($"{code}:{nameof(list.WeeklyPerMonth)}", new Money(list.WeeklyPerMonth, currency));
            foreach (var (edition, price) in list.Editions) yield return ($"{code}:{nameof(list.Editions)}:{edition}", new Money(price, currency));
        }
    }
}
