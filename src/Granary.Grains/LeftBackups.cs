namespace Granary.Grains;

/// <summary>Tells the sweep of this silo that backups were left before their end.</summary>
internal sealed class LeftBackups : IDisposable
{
    private readonly SemaphoreSlim left = new(0, 1);

    /// <summary>However often it is told before the sweep hears it, it hears it once.</summary>
    public void Tell()
    {
        lock (left)
            if (left.CurrentCount == 0)
                left.Release();
    }

    public Task WaitAsync(CancellationToken cancellationToken) => left.WaitAsync(cancellationToken);

    public void Dispose() => left.Dispose();
}
