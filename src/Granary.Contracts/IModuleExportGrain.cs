namespace Granary.Contracts;

/// <summary>
/// Exports one module of one backup, part by part. Key: <c>region/tenant/backup/stem</c>; what it exports is found in the
/// backup's plan under that stem.
/// </summary>
[Alias("granary.IModuleExportGrain")]
public interface IModuleExportGrain : IGrainOfTenant
{
    /// <summary>
    /// Starts the export, or goes on after the last finished part; answers at once, and reports to the backup's grain.
    /// Does nothing but report when it is running or done. An older epoch than one it has seen is ignored.
    /// </summary>
    [Alias("Run")]
    Task Run(ModuleOrder order);
}
