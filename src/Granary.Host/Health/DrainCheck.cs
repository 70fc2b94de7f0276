using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Granary.Host.Health;

internal sealed class DrainCheck(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("It is stopping.") : HealthCheckResult.Healthy());
}
