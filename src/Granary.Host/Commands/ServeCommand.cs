using System.CommandLine;
using Granary.Adapters.Webhooks;
using Granary.Grains;
using Granary.Host.Cluster;
using Granary.Host.Embedded;
using Granary.Host.Health;
using Granary.Host.Roles;
using Granary.Host.Silos;
using Granary.Host.Telemetry;
using Granary.Web;
using Granary.Web.Edge;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Granary.Host.Commands;

/// <summary>No verb: a silo and the web front end in one process, or one of the two in a cluster.</summary>
internal static class ServeCommand
{
    public static Option<string?> Urls { get; } = new("--urls") { Description = Texts.Get("OptionUrls"), HelpName = "url;url" };

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        GlobalOptions.AddTo(builder.Configuration, parsed);
        if (parsed.GetValue(Urls) is { } urls) builder.WebHost.UseUrls(Checked(urls));

        var role = builder.Configuration.RoleOf(parsed);
        var data = DataDirectory.Open(builder.Configuration);
        var isCluster = builder.Configuration.IsCluster();
        using var locked = isCluster ? null : data.Lock();
        using var database = isCluster ? null : builder.AddEmbeddedDatabase(data);
        if (isCluster) builder.AddCluster();
        builder.AddArchives(data);
        builder.Services.MeasureArchives();
        builder.AddPayments();
        builder.AddHealth(role);
        builder.AddTelemetry(role);
        if (role is not Role.Web) await AddSiloAsync(builder, data, isCluster, cancellationToken);
        else builder.AddClusterClient(more: client => client.AddOperatorDashboard());
        if (role is Role.Silo) builder.Services.AddEdge(builder.Configuration);
        else AddWeb(builder, data, isCluster);
        if (role is Role.All && builder.IsDemo()) builder.Services.AddHostedService<DemoWelcome>();
        builder.Services.AddSingleton<IHostLifetime, OrderlyStop>();

        await using var app = builder.Build();
        data.WarnOfOthers(app.Environment, app.Logger);
        Map(app, role);
        var notice = isCluster ? app.Services.GetRequiredService<IOptions<GranaryClusterOptions>>().Value.StopNotice : TimeSpan.Zero;
        // Who watches over processes starts one again that has failed.
        return await OrderlyStop.RunAsync(app, notice, cancellationToken) ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>Everything that a process of this role answers.</summary>
    internal static void Map(WebApplication app, Role role)
    {
        app.MapMetrics();
        app.MapHealth();
        if (role is Role.Silo)
        {
            app.UseEdge();
        }
        else
        {
            app.WarnOfSandbox();
            app.MapGranaryWeb();
            app.MapDashboard();
        }
    }

    private static async Task AddSiloAsync(WebApplicationBuilder builder, DataDirectory data, bool isCluster, CancellationToken cancellationToken)
    {
        await builder.AddCrmOrDemoAsync(data, cancellationToken);
        if (isCluster)
        {
            builder.AddClusterSilo();
            builder.AddSharedManifestKey(data);
        }
        else
        {
            builder.AddEmbeddedSilo(isServer: true);
        }
        builder.Services.AddGranaryGrains(builder.Configuration).AddOpenBackupSweep().AddLateWatch().AddFleetWatch();
        builder.AddMail();
        builder.Services.AddWebhooks(builder.Configuration.GetSection(WebhookOptions.Section));
    }

    private static void AddWeb(WebApplicationBuilder builder, DataDirectory data, bool isCluster)
    {
        builder.Services.AddGranaryWeb(builder.Configuration);
        builder.RequireSite();
        if (isCluster) builder.AddSharedSessionKeys(data);
        else builder.Services.AddDataProtection().SetApplicationName(DataDirectory.SessionsOf).PersistKeysToFileSystem(new DirectoryInfo(data.SessionKeys));
    }

    private static string Checked(string urls) =>
        urls.Split(';').All(url => Uri.TryCreate(url.Replace("://*", "://any").Replace("://+", "://any"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? urls
            : throw new UsageException(Texts.Get("BadUrls", urls));
}
