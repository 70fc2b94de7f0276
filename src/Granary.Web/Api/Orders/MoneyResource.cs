using System.Globalization;
using Granary.Domain.Purchases;

namespace Granary.Web.Api.Orders;

/// <summary>An amount of money.</summary>
/// <param name="Amount">As decimal text, such as <c>14.97</c>: no number of binary digits is exact.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record MoneyResource(string Amount, string Currency)
{
    public static MoneyResource Of(Money money) => new(money.Amount.ToString(CultureInfo.InvariantCulture), money.Currency);
}
