using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Granary.Host.Health;

/// <summary>Does the cluster count on this silo?</summary>
internal sealed class SiloCheck(ISiloStatusOracle silos) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silos.CurrentStatus is SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {silos.CurrentStatus}."));
}
