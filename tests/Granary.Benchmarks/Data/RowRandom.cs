using System.Globalization;

namespace Granary.Benchmarks.Data;

/// <summary>Chance that is the same on every machine and in every run: SplitMix64 from the number of a row.</summary>
internal sealed class RowRandom
{
    private ulong state;

    /// <summary>The row whose values are drawn, from 1.</summary>
    public long Row { get; private set; }

    public void MoveTo(ulong seed, long row)
    {
        Row = row;
        state = (seed * 0x9E3779B97F4A7C15) ^ ((ulong)row * 0xD1B54A32D192ED03);
        Next();
    }

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>As <see cref="Below"/>, the first numbers much more often than the last, as words are in a text.</summary>
    public int Skewed(int bound)
    {
        var unit = (Next() >> 11) * (1.0 / (1UL << 53));
        return (int)(bound * unit * unit);
    }

    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    public string Number(int bound) => Below(bound).ToString(CultureInfo.InvariantCulture);
}
