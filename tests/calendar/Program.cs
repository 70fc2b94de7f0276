using System.Globalization;
using Granary.CalendarOracle;
using Granary.Domain.Scheduling;

if (args is not [var cases, var seed])
{
    Console.Error.WriteLine("Give the number of cases and the seed; tests/calendar/run does.");
    return 1;
}

Console.WriteLine($"# TZDB {RunCalendar.Tzdb} seed {seed}");
foreach (var made in new CaseGenerator(int.Parse(seed, CultureInfo.InvariantCulture)).Make(long.Parse(cases, CultureInfo.InvariantCulture)))
    Console.WriteLine(made);
return 0;
