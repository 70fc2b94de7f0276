using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Granary.Testing.Monitoring;

/// <summary>What an OpenTelemetry collector is sent, on a real Kestrel: OTLP over HTTP.</summary>
public sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Body)> received = [];

    private TelemetryCollector(WebApplication app) => this.app = app;

    /// <summary>What a process finds in its environment that is to send here, and soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    /// <summary>All that came so far; names and texts stand in it as they are.</summary>
    public string Metrics => At("/v1/metrics");

    /// <inheritdoc cref="Metrics"/>
    public string Traces => At("/v1/traces");

    public static async Task<TelemetryCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new TelemetryCollector(builder.Build());
        collector.app.Run(collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private string At(string path) => string.Concat(received.Where(message => message.Path == path).Select(message => message.Body));

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.Latin1);
        received.Enqueue((http.Request.Path, await reader.ReadToEndAsync(http.RequestAborted)));
        http.Response.ContentType = "application/x-protobuf";
    }
}
