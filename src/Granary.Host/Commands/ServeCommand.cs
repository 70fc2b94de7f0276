using System.CommandLine;
using Granary.Adapters.Mail;
using Granary.Grains;
using Granary.Host.Embedded;
using Granary.Web;
using Microsoft.AspNetCore.DataProtection;
using Orleans.Dashboard;

namespace Granary.Host.Commands;

/// <summary>No verb: a silo and the web front end in one process.</summary>
internal static class ServeCommand
{
    public static Option<string?> Urls { get; } = new("--urls") { Description = Texts.Get("OptionUrls"), HelpName = "url;url" };

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        GlobalOptions.AddTo(builder.Configuration, parsed);
        if (parsed.GetValue(Urls) is { } urls) builder.WebHost.UseUrls(Checked(urls));

        var data = DataDirectory.Open(builder.Configuration);
        using var locked = data.Lock();
        await builder.AddCrmOrDemoAsync(data, cancellationToken);
        using var database = builder.AddDataDirectory(data);
        builder.AddEmbeddedSilo(database, withReminders: true, silo => silo.AddDashboard(options =>
        {
            options.HideTrace = true;
            options.CounterUpdateIntervalMs = 10_000;
        }));
        builder.AddPayments();
        builder.Services.AddGranaryGrains(builder.Configuration).AddOpenBackupSweep();
        builder.Services.AddMail(builder.Configuration.GetSection(MailOptions.Section));
        builder.Services.AddGranaryWeb(builder.Configuration);
        builder.Services.AddDataProtection().SetApplicationName("granary").PersistKeysToFileSystem(new DirectoryInfo(data.SessionKeys));
        if (builder.IsDemo()) builder.Services.AddHostedService<DemoWelcome>();

        await using var app = builder.Build();
        app.WarnOfSandbox();
        app.MapGranaryWeb();
        app.MapDashboard();
        await app.RunAsync(cancellationToken);
        return ExitCode.Success;
    }

    private static string Checked(string urls) =>
        urls.Split(';').All(url => Uri.TryCreate(url.Replace("://*", "://any").Replace("://+", "://any"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? urls
            : throw new UsageException(Texts.Get("BadUrls", urls));
}
