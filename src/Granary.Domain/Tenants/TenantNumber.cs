using System.Globalization;

namespace Granary.Domain.Tenants;

/// <summary>
/// Numbers within a tenant: positive, growing with time, below 2^53 so that any JSON reader keeps them whole, and never used
/// twice, not even after an older state was restored. They begin beyond every <see cref="int"/>, which leaves those to what is counted: versions
/// of schedules.
/// </summary>
internal static class TenantNumber
{
    /// <summary>The least of them.</summary>
    public const long Least = int.MaxValue + 1L;

    /// <summary>The microsecond of <paramref name="now"/>, or one more than the last where the clock did not move on.</summary>
    public static long Next(long last, DateTimeOffset now) =>
        Math.Max(Math.Max(last + 1, Least), (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public static bool TryParse(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
