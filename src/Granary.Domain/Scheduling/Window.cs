using System.Globalization;

namespace Granary.Domain.Scheduling;

/// <summary>The hours of the local day in which a tenant's scheduled backups start. It lies within one day.</summary>
[GenerateSerializer, Immutable, Alias("granary.Window")]
public sealed record Window
{
    /// <summary>Shorter would start every tenant of a zone nearly at once.</summary>
    public static readonly TimeSpan ShortestLength = TimeSpan.FromMinutes(15);

    /// <param name="start">Local time, whole minutes.</param>
    /// <param name="length">Whole minutes, from <see cref="ShortestLength"/> to what is left of the day after <paramref name="start"/>.</param>
    /// <exception cref="ArgumentException">It is not so.</exception>
    public Window(TimeOnly start, TimeSpan length)
    {
        if (start.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException($"A window starts at a whole minute, not at {start:O}.", nameof(start));
        if (length.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException($"A window lasts whole minutes, not {length:c}.", nameof(length));
        if (length < ShortestLength)
            throw new ArgumentException($"A window of {length:c} is too short: give it {ShortestLength.TotalMinutes:0} minutes or more.", nameof(length));
        if (start.ToTimeSpan() + length > TimeSpan.FromDays(1))
            throw new ArgumentException($"A window of {length:c} from {start:HH:mm} passes midnight: end it at 24:00 or before.", nameof(length));
        Start = start;
        Length = length;
    }

    /// <summary>From midnight to six in the morning.</summary>
    public static Window Default { get; } = new(TimeOnly.MinValue, TimeSpan.FromHours(6));

    [Id(0)] public TimeOnly Start { get; private init; }

    /// <summary>The end itself is outside.</summary>
    [Id(1)] public TimeSpan Length { get; private init; }

    /// <summary><c>00:00-06:00</c></summary>
    public override string ToString()
    {
        var end = Start.ToTimeSpan() + Length;
        return string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm}-{(int)end.TotalHours:00}:{end.Minutes:00}");
    }
}
