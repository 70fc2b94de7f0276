using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>Bounds the exports of one silo.</summary>
internal sealed class ExportSlots(IOptions<BackupOptions> options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.Value.ExportsPerSilo);

    public Task WaitAsync(CancellationToken cancellationToken) => free.WaitAsync(cancellationToken);

    public void Release() => free.Release();

    public void Dispose() => free.Dispose();
}
