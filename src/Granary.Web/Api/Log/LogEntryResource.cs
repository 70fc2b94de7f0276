using Granary.Domain.Tenants;

namespace Granary.Web.Api.Log;

/// <summary>An entry of the activity log.</summary>
/// <param name="Number">1, 2, 3... without a gap within the tenant.</param>
/// <param name="At">When it happened.</param>
/// <param name="Event">What happened.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Backup">The backup it is about; null when it is about none.</param>
/// <param name="Detail">What completes it: a file, a schedule, a number. Null when nothing does.</param>
internal sealed record LogEntryResource(long Number, DateTimeOffset At, LogEvent Event, ActorResource Actor, string? Backup, string? Detail)
{
    public static LogEntryResource Of(LogEntry entry) =>
        new(entry.Number, entry.At, entry.Event, ActorResource.Of(entry.Actor), entry.Backup?.ToString(), entry.Detail);
}
