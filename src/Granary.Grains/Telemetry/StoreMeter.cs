using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Granary.Grains.Telemetry;

/// <summary>What the store of archives is asked, how long it takes, what it refuses and how much it is given.</summary>
internal sealed class StoreMeter : IHostedService
{
    private readonly Histogram<double> duration;
    private readonly Counter<long> failures;
    private readonly Counter<long> written;
    private readonly TimeProvider time;

    public StoreMeter(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        var meter = meters.Create(GranaryTelemetry.Name);
        duration = meter.CreateHistogram(
            "granary.store.operation.duration", "s", "What the store was asked to do and did; a write lasts as long as what is written takes to be made.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300] });
        failures = meter.CreateCounter<long>("granary.store.failures", "{operation}", "What the store was asked to do and did not.");
        written = meter.CreateCounter<long>("granary.store.written", "By", "Bytes given to the store.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        written.Add(0);
        foreach (var operation in Enum.GetValues<StoreOperation>()) failures.Add(0, TagName.StoreOperation.With(operation));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Written(int bytes) => written.Add(bytes);

    public Task MeasureAsync(StoreOperation operation, Func<Task> act) => MeasureAsync(operation, async () =>
    {
        await act();
        return true;
    });

    /// <param name="isOfStore">False for an exception that is not the store's failure; null when each is.</param>
    public async Task<T> MeasureAsync<T>(StoreOperation operation, Func<Task<T>> act, Func<Exception, bool>? isOfStore = null)
    {
        var tag = TagName.StoreOperation.With(operation);
        var begin = time.GetTimestamp();
        try
        {
            var result = await act();
            duration.Record(time.GetElapsedTime(begin).TotalSeconds, tag);
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && isOfStore?.Invoke(exception) is not false)
        {
            failures.Add(1, tag);
            throw;
        }
    }
}
