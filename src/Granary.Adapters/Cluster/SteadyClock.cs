namespace Granary.Adapters.Cluster;

/// <summary>Goes on from the time of another clock, in UTC, and is not set when that one is.</summary>
public class SteadyClock(TimeProvider first) : TimeProvider
{
    private volatile Known last = new(first.GetUtcNow(), first.GetTimestamp());

    public override long TimestampFrequency => first.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => first.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        var known = last;
        return known.Time + first.GetElapsedTime(known.Timestamp);
    }

    public override long GetTimestamp() => first.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => first.CreateTimer(callback, state, dueTime, period);

    /// <param name="timestamp">When it was that time.</param>
    protected void Set(DateTimeOffset time, long timestamp) => last = new Known(time, timestamp);

    private sealed record Known(DateTimeOffset Time, long Timestamp);
}
