namespace Granary.Host.Telemetry;

/// <summary>
/// What a process tells those who watch it: section <c>Granary:Telemetry</c>. Where metrics and traces are sent to is said in the variables
/// that OpenTelemetry gives every program: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its like.
/// </summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Granary:Telemetry";

    /// <summary>
    /// The address at which Prometheus finds <c>/metrics</c> and nobody finds anything else, such as <c>http://*:9464</c>. A port of its own, for
    /// the network of the operators alone: whoever reaches it can read it. Default: none, and no metrics to be fetched.
    /// </summary>
    public string? ScrapeUrl { get; set; }
}
