using System.Globalization;

namespace Granary.Testing;

/// <summary>How far a test goes that is a small share of a campaign: the commands under <c>tests/</c> say it in the environment.</summary>
public static class Campaign
{
    public static int Seed => Setting("GRANARY_SEED", 20261123);

    /// <param name="normally">What the normal run does.</param>
    public static int Setting(string name, int normally) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : normally;
}
