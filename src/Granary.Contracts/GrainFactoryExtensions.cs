using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

public static class GrainFactoryExtensions
{
    public static ITenantGrain Tenant(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantGrain>(GrainKeys.Tenant(tenant));

    public static ITenantPurchases Purchases(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantPurchases>(GrainKeys.Tenant(tenant));

    public static ITenantApi Api(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantApi>(GrainKeys.Tenant(tenant));

    public static ITenantTokens Tokens(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantTokens>(GrainKeys.Tenant(tenant));

    public static ITenantJobs Jobs(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantJobs>(GrainKeys.Tenant(tenant));

    public static ITenantNumbersGrain TenantNumbers(this IGrainFactory grains) =>
        grains.GetGrain<ITenantNumbersGrain>(ITenantNumbersGrain.Key);

    /// <param name="session">Its digest.</param>
    public static IEndedSessionsGrain EndedSessions(this IGrainFactory grains, string session) =>
        grains.GetGrain<IEndedSessionsGrain>(session[..2]);

    /// <param name="payment">The provider's name for it, which is the order's key.</param>
    public static ISandboxPaymentGrain SandboxPayment(this IGrainFactory grains, string payment) =>
        grains.GetGrain<ISandboxPaymentGrain>(payment);

    public static IBackupGrain Backup(this IGrainFactory grains, TenantId tenant, BackupId backup) =>
        grains.GetGrain<IBackupGrain>(GrainKeys.Backup(tenant, backup));

    public static IModuleExportGrain ModuleExport(this IGrainFactory grains, TenantId tenant, BackupId backup, string stem) =>
        grains.GetGrain<IModuleExportGrain>(GrainKeys.ModuleExport(tenant, backup, stem));
}
