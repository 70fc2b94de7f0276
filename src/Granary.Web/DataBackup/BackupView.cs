using Granary.Contracts;

namespace Granary.Web.DataBackup;

/// <summary>What the page shows at one moment.</summary>
/// <param name="Progress">Null when no backup is open.</param>
internal sealed record BackupView(TenantOverview Overview, BackupProgress? Progress, LogPage Log);
