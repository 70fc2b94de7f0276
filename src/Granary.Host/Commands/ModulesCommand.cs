using System.CommandLine;
using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Host.Embedded;

namespace Granary.Host.Commands;

/// <summary><c>modules &lt;tenant&gt;</c>: what a backup would take, and what it leaves out and why.</summary>
internal static class ModulesCommand
{
    private static readonly Argument<string> Tenant = TenantArgument.Create();

    public static Command Create()
    {
        var command = new Command("modules", Texts.Get("CommandModules")) { Tenant };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = CommandHost.CreateBuilder(parsed);
        await builder.AddCrmOrDemoAsync(DataDirectory.Open(builder.Configuration), cancellationToken);
        using var host = builder.Build();
        var crm = host.Services.GetRequiredService<ICrmSource>();
        var tenant = await TenantArgument.FindAsync(host.Services, parsed.GetRequiredValue(Tenant), cancellationToken);

        var id = BackupId.Next(default, host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        CrmCatalog catalog;
        try
        {
            await using var snapshot = await crm.TakeSnapshotAsync(tenant.Id, id, epoch: 1, cancellationToken);
            catalog = await snapshot.ReviewAsync(cancellationToken);
        }
        finally
        {
            await crm.DropSnapshotsAsync(tenant.Id, id, CancellationToken.None);
        }

        new CatalogDisplay(Console.Out, forPeople: !Console.IsOutputRedirected).Show(catalog);
        return ExitCode.Success;
    }
}
