using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Granary.Host.Health;

/// <summary>Does this client have a silo to ask? There was one when it started.</summary>
internal sealed class GatewayCheck : IHealthCheck, IClusterConnectionStatusObserver
{
    private volatile bool isConnected = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No silo can be reached."));

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered) => isConnected = currentNumberOfGateways > 0;

    public void NotifyClusterConnectionLost() => isConnected = false;
}
