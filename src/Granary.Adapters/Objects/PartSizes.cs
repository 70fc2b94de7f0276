namespace Granary.Adapters.Objects;

/// <summary>
/// How large each part of an upload is. A store limits how many there are; parts of one size would limit the object with
/// them. So the size doubles from time to time: an object of 4 GB, more than any archive, has parts of the first size alone,
/// and thousands of them reach what the stores allow for one object.
/// </summary>
/// <param name="First">Bytes of the first parts; S3 takes none below 5 MiB but the last one.</param>
/// <param name="Largest">Bytes that no part exceeds.</param>
/// <param name="Doubling">After so many parts the size doubles.</param>
/// <param name="Count">So many parts the store allows.</param>
internal sealed record PartSizes(int First, int Largest, int Doubling, int Count)
{
    /// <param name="number">From 1.</param>
    /// <exception cref="IOException">There is no such part.</exception>
    public int Of(int number)
    {
        if (number > Count) throw new IOException($"The file is too large for this store: it takes {Count} parts, the last ones of {Largest} bytes.");
        return (int)Math.Min(Largest, (long)First << Math.Min(30, (number - 1) / Doubling));
    }
}
