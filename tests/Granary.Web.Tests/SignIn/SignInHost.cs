using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Granary.Web.Tests.SignIn;

/// <summary>The pages with a sign-in of their own, in front of the tenants of the stand; and two paths that only say who calls.</summary>
internal sealed class SignInHost : IAsyncDisposable
{
    public const string ForVendor = "/test/vendor";
    public const string ForLog = "/test/log";

    private readonly WebApplication app;

    private SignInHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public IServiceProvider Services => app.Services;

    public required RecordedLog Log { get; init; }

    public static async Task<SignInHost> StartAsync(WebStand stand, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? services = null)
    {
        var builder = WebStand.Builder("Testing", settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(stand.Grains);
        builder.Services.AddSingleton<IArchiveStore>(stand.Store);
        builder.Services.AddSingleton<IFleet>(stand.Fleet);
        services?.Invoke(builder.Services);
        var log = new RecordedLog();
        builder.Logging.AddProvider(log);
        var app = builder.Build();
        app.MapGranaryWeb();
        app.MapGet(ForVendor, (HttpContext http) => Visitor.Of(http.User)!.ToString()).RequireAuthorization(Policies.Vendor);
        app.MapGet(ForLog, (HttpContext http) => Visitor.Of(http.User)!.ToString()).RequireAuthorization(Policies.Of(ApiScope.ReadLog));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SignInHost(app) { Log = log };
    }

    public Browser NewBrowser() => new(Address, "en-US");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
