using System.Globalization;

namespace Granary.CrashPoints;

/// <summary>The clock of Granary, as many days ahead as a file says; Orleans and the database keep theirs.</summary>
internal sealed class MovedClock(TimeProvider clock, string days) : TimeProvider
{
    /// <summary>The variable with the path of the file.</summary>
    public const string Variable = "GRANARY_CRASH_CLOCK";

    public override DateTimeOffset GetUtcNow() =>
        clock.GetUtcNow().AddDays(int.Parse(File.ReadAllText(days), CultureInfo.InvariantCulture));
}
