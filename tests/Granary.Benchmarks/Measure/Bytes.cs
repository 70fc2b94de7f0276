namespace Granary.Benchmarks.Measure;

internal static class Bytes
{
    public const double InMegabyte = 1e6;
}
