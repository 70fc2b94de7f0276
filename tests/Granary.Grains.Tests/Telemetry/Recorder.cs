using System.Diagnostics.Metrics;
using System.Globalization;
using Granary.Grains.Telemetry;
using Granary.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests.Telemetry;

/// <summary>Hears what Granary measures in one process, or in the first silo of a cluster.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<(Instrument Instrument, double Value, string[] Tags)> heard = [];
    private readonly List<Instrument> instruments = [];

    public Recorder(TestCluster cluster) : this(cluster.Silos.Silos[0].ServiceProvider)
    {
    }

    public Recorder(IServiceProvider process)
    {
        var meters = process.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, of) =>
        {
            if (instrument.Meter.Name != GranaryTelemetry.Name || instrument.Meter.Scope != meters) return;
            lock (heard) instruments.Add(instrument);
            of.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments
    {
        get { lock (heard) return instruments.ToArray(); }
    }

    /// <param name="tags">Such as <c>granary.backup.outcome=ready</c>.</param>
    public double Sum(string name, params string[] tags) => Values(name, tags).Sum();

    public IReadOnlyList<double> Values(string name, params string[] tags)
    {
        lock (heard) return heard.Where(measured => measured.Instrument.Name == name && tags.All(measured.Tags.Contains)).Select(measured => measured.Value).ToArray();
    }

    /// <summary>What is observed now, and not when it happens.</summary>
    public double Observe(string name, params string[] tags)
    {
        lock (heard) heard.RemoveAll(measured => measured.Instrument.Name == name);
        listener.RecordObservableInstruments();
        return Sum(name, tags);
    }

    public void Dispose() => listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var written = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++) written[i] = string.Create(CultureInfo.InvariantCulture, $"{tags[i].Key}={tags[i].Value}");
        lock (heard) heard.Add((instrument, value, written));
    }
}
