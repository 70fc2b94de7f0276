namespace Granary.Contracts;

/// <summary>
/// Runs one backup from its snapshot to its manifest. Key: <c>region/tenant/backup</c>.
/// </summary>
[Alias("granary.IBackupGrain")]
public interface IBackupGrain : IGrainOfTenant
{
    /// <summary>
    /// Starts the backup, or takes it up again where a crash left it; answers at once. Does nothing while it is running
    /// or after it has ended.
    /// </summary>
    [Alias("Run")]
    Task Run();

    /// <summary>How far it is.</summary>
    [Alias("GetProgress"), Idempotent]
    Task<BackupProgress> GetProgress();

    /// <summary>From a module's grain: so far it has come. May be told late and more than once.</summary>
    [Alias("ReportModule")]
    Task ReportModule(ModuleReport report);
}
