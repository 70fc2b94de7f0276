using BenchmarkDotNet.Attributes;
using Granary.Benchmarks.Data;
using Granary.Domain.Scheduling;

namespace Granary.Benchmarks.Micro;

/// <summary>When a tenant's next backup is.</summary>
public class ScheduleBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly RunCalendar Calendar = new(SampleDatabase.Tenant, "Europe/Paris", Window.Default);
    private static readonly Schedule Saved = Schedule.Save(null, new Recurrence.TwiceAMonth(DayOfWeek.Monday), Calendar, Now);

    [Benchmark]
    public Occurrence? NextRun() => Calendar.Next(Saved, Now);
}
