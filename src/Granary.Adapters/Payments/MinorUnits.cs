using System.Collections.Frozen;
using Granary.Domain.Purchases;

namespace Granary.Adapters.Payments;

/// <summary>Amounts as Stripe counts them: whole numbers of the smallest unit of a currency.</summary>
internal static class MinorUnits
{
    private static readonly FrozenSet<string> WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];

    // The last of their three decimals has to be 0.
    private static readonly FrozenSet<string> WithThreeDecimals = ["BHD", "JOD", "KWD", "OMR", "TND"];

    // They have no decimals any more, and are counted as if they had two.
    private static readonly FrozenSet<string> WithTwoZeros = ["ISK", "UGX"];

    /// <summary>Null when that amount cannot be paid in its currency.</summary>
    public static long? Of(Money money)
    {
        var (factor, step) =
            WithoutDecimals.Contains(money.Currency) ? (1, 1) :
            WithThreeDecimals.Contains(money.Currency) ? (1000, 10) :
            WithTwoZeros.Contains(money.Currency) ? (100, 100) :
            (100, 1);
        var minor = money.Amount * factor;
        return minor % step == 0 ? (long)minor : null;
    }
}
