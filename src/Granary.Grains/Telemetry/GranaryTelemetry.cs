namespace Granary.Grains.Telemetry;

public static class GranaryTelemetry
{
    /// <summary>The name of the meter and of the source of traces that are Granary's own.</summary>
    public const string Name = "Granary";
}
