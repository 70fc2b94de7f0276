using System.CommandLine;
using Granary.Adapters.Cluster;
using Granary.Adapters.Webhooks;
using Granary.Archive;
using Granary.Archive.Manifests;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains;
using Granary.Host.Cluster;
using Granary.Host.Embedded;
using Granary.Host.Roles;

namespace Granary.Host.Commands;

/// <summary><c>backup &lt;tenant&gt; --output &lt;dir&gt;</c>: one backup in this process, outside quota and schedule, seen in the tenant's log.</summary>
internal static class BackupCommand
{
    private static readonly string[] BackupFiles = [Manifest.FileName + "*", "Data_*.zip", "Attachments_*.zip"];

    private static readonly Argument<string> Tenant = TenantArgument.Create();

    private static readonly Option<DirectoryInfo> Output = new("--output", "-o")
    {
        Description = Texts.Get("OptionOutput"),
        HelpName = "dir",
        Required = true,
    };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = Texts.Get("OptionReason"),
        HelpName = "text",
        Required = true,
    };

    private static readonly Option<TextMode> Mode = new("--text-mode") { Description = Texts.Get("OptionTextMode") };

    public static Command Create()
    {
        var command = new Command("backup", Texts.Get("CommandBackup")) { Tenant, Output, Reason, Mode };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!OperatorReason.TryParse(parsed.GetRequiredValue(Reason), out var reason)) throw new UsageException(Texts.Get("BadReason", OperatorReason.Shortest, OperatorReason.Longest));
        var output = parsed.GetRequiredValue(Output);
        if (HoldsBackup(output)) throw new UsageException(Texts.Get("OutputHoldsBackup", output.FullName));

        var builder = CommandHost.CreateBuilder(parsed);
        var data = DataDirectory.Open(builder.Configuration);
        await builder.AddCrmOrDemoAsync(data, cancellationToken);
        builder.AddArchives(data);
        using var database = AddGrains(builder, data);
        builder.AddPayments();
        builder.Services.AddGranaryGrains(builder.Configuration);
        builder.AddMail();
        builder.Services.AddWebhooks(builder.Configuration.GetSection(WebhookOptions.Section));
        using var host = builder.Build();
        var services = host.Services;
        var tenant = await TenantArgument.FindAsync(services, parsed.GetRequiredValue(Tenant), cancellationToken);
        // The backup begins beside the start of the host.
        if (services.GetService<ClusterClock>() is { } clock) await clock.LookAsync(cancellationToken);
        var recorded = RecordAsync(host, tenant.Id, reason, cancellationToken);
        try
        {
            var backup = ActivatorUtilities.CreateInstance<OperatorBackup>(services);
            var publication = await BackupDisplay.ShowAsync(tenant, display => backup.RunAsync(tenant.Id, output.FullName, parsed.GetValue(Mode), recorded, display, cancellationToken));
            BackupDisplay.Summarise(publication, output.FullName);
            return publication.WarningCount == 0 ? ExitCode.Success : ExitCode.ReadyWithWarnings;
        }
        finally
        {
            await recorded.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Starts the silo and has the tenant's grain log who takes a backup and why, while the snapshot is taken.</summary>
    private static async Task RecordAsync(IHost host, TenantId tenant, OperatorReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await host.StartAsync(cancellationToken);
        var user = $"{Environment.UserName}@{Environment.MachineName}";
        using (Caller.Operator.Enter())
            await host.Services.GetRequiredService<IGrainFactory>().Tenant(tenant).RecordOperatorBackup(new Actor(ActorKind.Operator, user, user), reason.Text);
    }

    // Those of a running cluster, or else in this process over the embedded database.
    private static IDisposable? AddGrains(IHostApplicationBuilder builder, DataDirectory data)
    {
        if (builder.Configuration.IsCluster())
        {
            builder.AddCluster();
            builder.AddSharedManifestKey(data);
            builder.AddClusterClient(tries: 10);
            return null;
        }
        var database = builder.AddEmbeddedDatabase(data);
        builder.AddEmbeddedSilo(isServer: false);
        return database;
    }

    private static bool HoldsBackup(DirectoryInfo output) =>
        output.Exists && BackupFiles.Any(name => output.EnumerateFiles(name).Any());
}
