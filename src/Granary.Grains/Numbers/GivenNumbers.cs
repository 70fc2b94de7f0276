namespace Granary.Grains.Numbers;

internal sealed class GivenNumbers
{
    /// <summary>The greatest that was given.</summary>
    public long Last { get; set; }
}
