using System.Globalization;
using Granary.Contracts;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Localisation;

/// <summary>What a key alone cannot say: members of an enum, things that are counted, sizes.</summary>
internal static class TextExtensions
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>The words for a member of an enum, filed under <c>Type.Member</c>.</summary>
    public static string Of<T>(this IStringLocalizer<Texts> texts, T value, params object[] arguments) where T : struct, Enum =>
        arguments.Length == 0 ? texts[$"{typeof(T).Name}.{value}"] : texts[$"{typeof(T).Name}.{value}", arguments];

    /// <summary>Why the grains gave no answer; <paramref name="otherwise"/> is the key of what is said when no more is known.</summary>
    public static string WhyUnavailable(this IStringLocalizer<Texts> texts, Exception failure, string otherwise) =>
        failure switch
        {
            RegionUnavailableException { Region: var region } => texts["Shell.RegionUnavailable", region],
            TooManyChangesException => texts["Shell.TooManyChanges"],
            _ => texts[otherwise],
        };

    /// <summary>So many of something, filed under <c>key.One</c> and <c>key.Other</c>; the number is <c>{0}</c>.</summary>
    public static string Count(this IStringLocalizer<Texts> texts, string key, long number, params object[] more) =>
        texts[$"{key}.{(IsSingular(number) ? "One" : "Other")}", [number, .. more]];

    /// <summary>With the decimal units that disks and browsers use, three digits at least.</summary>
    public static string Size(this IStringLocalizer<Texts> texts, long bytes)
    {
        double size = bytes;
        var unit = 0;
        // 999.95 would be shown as 1000.
        for (; size >= 999.5 && unit < Units.Length - 1; unit++) size /= 1000;
        var digits = unit == 0 || size >= 99.95 ? "N0" : "N1";
        return texts[$"Size.{Units[unit]}", size.ToString(digits, CultureInfo.CurrentCulture)];
    }

    // French says "0 fichier", English "0 files".
    private static bool IsSingular(long number) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? number is 0 or 1 : number is 1;
}
