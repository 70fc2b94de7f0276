using System.Globalization;

namespace Granary.Benchmarks.Data;

/// <summary>Chance that is the same on every machine and in every run: SplitMix64 from the number of a row.</summary>
internal sealed class RowRandom
{
    private ulong first, state;

    /// <summary>The row whose values are drawn, from 1.</summary>
    public long Row { get; private set; }

    public void MoveTo(ulong seed, long row)
    {
        Row = row;
        state = (seed * 0x9E3779B97F4A7C15) ^ ((ulong)row * 0xD1B54A32D192ED03);
        first = Next();
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>As <see cref="Below"/>, the first numbers much more often than the last, as words are in a text.</summary>
    public int Skewed(int bound) => Skewed(Next(), bound);

    /// <summary>As <see cref="Skewed(int)"/>, and the same each time that the same trait of this row is asked for.</summary>
    public int Trait(int trait, int bound) => Skewed(Mix(first + (ulong)trait), bound);

    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    public string Number(int bound) => Below(bound).ToString(CultureInfo.InvariantCulture);

    private static int Skewed(ulong drawn, int bound)
    {
        var unit = (drawn >> 11) * (1.0 / (1UL << 53));
        return (int)(bound * unit * unit);
    }

    private static ulong Mix(ulong number)
    {
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
