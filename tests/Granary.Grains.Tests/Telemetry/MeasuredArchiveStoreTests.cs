using Granary.Adapters.Files;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains.Telemetry;
using Granary.Testing;
using Granary.Testing.Archives;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests.Telemetry;

/// <summary>A store that is measured is the same store.</summary>
public sealed class MeasuredArchiveStoreTests : ArchiveStoreContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<ServiceProvider> processes = [];

    protected override IArchiveStore Store => field ??= Reopen();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_store_cannot_do_is_counted_as_its_failure()
    {
        // A folder cannot be made where a file is.
        var process = Open(directory.At("file"));
        await System.IO.File.WriteAllTextAsync(directory.At("file"), "", Token);
        using var metrics = new Recorder(process);
        var store = process.GetRequiredService<IArchiveStore>();

        await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync(File, (stream, token) => stream.WriteAsync(new byte[10], token).AsTask(), Token));

        Assert.Equal(1, metrics.Sum("granary.store.failures", "granary.store.operation=write"));
        Assert.Empty(metrics.Values("granary.store.operation.duration"));
    }

    [Fact]
    public async Task What_the_writer_cannot_do_is_not_the_stores_failure()
    {
        var process = Open(directory.Path);
        using var metrics = new Recorder(process);
        var store = process.GetRequiredService<IArchiveStore>();

        await Assert.ThrowsAsync<TransientException>(() => store.WriteAsync(File, async (stream, token) =>
        {
            await stream.WriteAsync(new byte[10], token);
            throw new TransientException("the CRM broke off");
        }, Token));

        Assert.Equal(0, metrics.Sum("granary.store.failures"));
        Assert.Equal(10, metrics.Sum("granary.store.written"));
    }

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        directory.Dispose();
    }

    protected override Task<int> CountUnfinishedAsync() => Task.FromResult(Directory.GetFiles(directory.Path, ".tmp-*", SearchOption.AllDirectories).Length);

    protected override IArchiveStore Reopen() => Open(directory.Path).GetRequiredService<IArchiveStore>();

    private ServiceProvider Open(string root)
    {
        processes.Add(new ServiceCollection().AddSingleton<IArchiveStore>(new FileArchiveStore(root)).MeasureArchives().BuildServiceProvider());
        return processes[^1];
    }
}
