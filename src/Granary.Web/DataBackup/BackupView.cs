using Granary.Contracts;
using Granary.Domain.Scheduling;

namespace Granary.Web.DataBackup;

/// <summary>What the page shows at one moment.</summary>
/// <param name="Progress">Null when no backup is open.</param>
/// <param name="Outlook">What the schedule will do; null without one.</param>
internal sealed record BackupView(TenantOverview Overview, BackupProgress? Progress, SchedulePreview? Outlook, LogPage Log);
