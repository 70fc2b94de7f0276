using Granary.Host.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Granary.EndToEnd.Tests.Commands;

public sealed class OrderlyStopTests
{
    [Fact]
    public async Task Who_was_asked_to_stop_says_so()
    {
        await using var app = Build(services => { });
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        app.Lifetime.ApplicationStarted.Register(asked.Cancel);

        Assert.True(await OrderlyStop.RunAsync(app, TimeSpan.Zero, asked.Token));
    }

    [Fact]
    public async Task Who_stops_because_a_service_failed_was_not_asked()
    {
        await using var app = Build(services => services.AddHostedService<FailingService>());

        Assert.False(await OrderlyStop.RunAsync(app, TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    private static WebApplication Build(Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Draining>().AddSingleton<IHostLifetime, OrderlyStop>();
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class FailingService(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("planted");
        }
    }
}
