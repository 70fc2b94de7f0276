using Granary.Contracts;

namespace Granary.Web.Tests.Stand;

internal sealed class ScriptedBackupGrain(Script script) : Grain, IBackupGrain
{
    public Task<BackupProgress> GetProgress() =>
        Task.FromResult(script.Of(GrainKeys.TenantOf(this.GetPrimaryKeyString())).Progress);

    public Task Run() => throw new NotSupportedException();

    public Task ReportModule(ModuleReport report) => throw new NotSupportedException();
}
