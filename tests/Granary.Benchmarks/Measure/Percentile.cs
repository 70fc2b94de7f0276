namespace Granary.Benchmarks.Measure;

internal static class Percentile
{
    /// <summary>The smallest value that so many percent of all do not exceed, in seconds.</summary>
    public static double Of(IEnumerable<TimeSpan> values, int percent)
    {
        var ordered = values.Order().ToList();
        return ordered[(int)Math.Ceiling(ordered.Count * percent / 100.0) - 1].TotalSeconds;
    }
}
