using System.Reflection;
using Granary.Grains.Telemetry;
using Granary.Host.Roles;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Granary.Host.Telemetry;

/// <summary>Metrics and traces: Granary's own, those of Orleans, of the web server and of the runtime. Nothing is measured that nobody asked for.</summary>
internal static class TelemetryExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters = [GranaryTelemetry.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // Not Microsoft.Orleans.Runtime, which tells of every look into an empty queue: more than a hundred a second where nothing happens.
    private static readonly string[] Sources = [GranaryTelemetry.Name, "Microsoft.Orleans.Application"];

    /// <exception cref="UsageException">The address of the metrics is not one, or is one of the pages.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder, Role role)
    {
        var isScraped = builder.ListenForScrapes();
        var isSent = !string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]);
        if (!isScraped && !isSent) return;

        var version = typeof(TelemetryExtensions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("granary", serviceVersion: version)
            .AddAttributes([new("granary.role", role.ToString().ToLowerInvariant())])
            .AddEnvironmentVariableDetector());
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (isScraped) metrics.AddPrometheusExporter();
            if (isSent) metrics.AddOtlpExporter();
        });
        if (isSent)
            telemetry.WithTracing(traces => traces
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(web => web.Filter = http => !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics"))
                .AddOtlpExporter());
    }

    /// <summary>Answers at the port of the metrics, before anything else can, and there nothing but the metrics.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Configuration.ScrapeAddress() is not { } address) return;

        app.MapWhen(http => http.Connection.LocalPort == address.Port, scrapes =>
        {
            scrapes.UseOpenTelemetryPrometheusScrapingEndpoint();
            scrapes.Run(http => Results.NotFound().ExecuteAsync(http));
        });
    }

    private static bool ListenForScrapes(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.ScrapeAddress() is not { } address) return false;

        var urls = builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey) ?? "";
        var pages = urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (pages.Any(url => BindingAddress.Parse(url).Port == address.Port)) throw new UsageException(Texts.Get("ScrapeUrlOfPages", address.Port));
        builder.WebHost.UseUrls([.. pages, address.ToString()]);
        return true;
    }

    private static BindingAddress? ScrapeAddress(this IConfiguration configuration)
    {
        if (configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>(binder => binder.ErrorOnUnknownConfiguration = true)?.ScrapeUrl is not { Length: > 0 } url) return null;

        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new UsageException(Texts.Get("BadScrapeUrl", url));
        }
    }
}
