using Granary.Testing;
using Granary.Testing.Monitoring;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The demo on its first start.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private GranaryServer? server;
    private TelemetryCollector? collector;

    public Uri Address => server!.Address;

    /// <summary>Where its metrics are.</summary>
    public Uri Metrics { get; } = new($"http://localhost:{FreePort.Next()}");

    /// <summary>Where its metrics and its traces are sent.</summary>
    internal TelemetryCollector Collector => collector!;

    /// <summary>The CRM of one of its tenants.</summary>
    internal CrmFile Crm(string tenant) => new(directory.At("data", "demo", $"{tenant}.sqlite"));

    /// <summary>The CRM of that tenant cannot be read until that is disposed of.</summary>
    internal IDisposable WithoutDatabase(string tenant) => new MovedFile(Crm(tenant).Path);

    public async ValueTask InitializeAsync()
    {
        collector = await TelemetryCollector.StartAsync();
        server = GranaryServer.Start(directory.At("data"), environment: new Dictionary<string, string>(collector.Environment)
        {
            ["Granary__Telemetry__ScrapeUrl"] = Metrics.ToString().TrimEnd('/'),
        });
        await server.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            Assert.Equal(0, await server.StopAsync());
            await server.DisposeAsync();
        }
        if (collector is not null) await collector.DisposeAsync();
        directory.Dispose();
    }

    private sealed class MovedFile : IDisposable
    {
        private readonly string path;

        public MovedFile(string path)
        {
            this.path = path;
            File.Move(path, path + ".away");
        }

        public void Dispose() => File.Move(path + ".away", path);
    }
}
