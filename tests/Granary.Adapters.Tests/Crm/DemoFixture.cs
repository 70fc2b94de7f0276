using System.Diagnostics;
using Granary.Adapters.Crm;
using Granary.Adapters.Demo;
using Granary.Adapters.Sqlite;
using Granary.Domain.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm;

/// <summary>The demo, made once for the tests that only read it.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();

    public string Directory => folder["demo"];

    public TimeSpan Took { get; private set; }

    public ICrmSource Source { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await DemoCrm.CreateAsync(Directory, CancellationToken.None);
        Took = Stopwatch.GetElapsedTime(started);
        var options = new CrmOptions { SnapshotDirectory = folder["snapshots"] };
        DemoCrm.Map(options, Directory);
        Assert.True(new CrmOptionsValidator().Validate(null, options).Succeeded);
        Source = new SqliteCrmSource(Options.Create(options), TimeProvider.System, NullLogger<SqliteCrmSource>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
