using System.CommandLine;
using System.Globalization;
using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Host.Embedded;
using Spectre.Console;

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
        var tenant = await TenantArgument.FindAsync(crm, parsed.GetRequiredValue(Tenant), cancellationToken);

        var id = BackupId.Next(default, host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        CrmCatalog catalog;
        try
        {
            await using var snapshot = await crm.TakeSnapshotAsync(tenant.Id, id, epoch: 1, cancellationToken);
            catalog = await snapshot.DescribeAsync(cancellationToken);
        }
        finally
        {
            await crm.DropSnapshotsAsync(tenant.Id, id, CancellationToken.None);
        }

        Write([Texts.Get("Module"), Texts.Get("DisplayName"), Texts.Get("Columns"), Texts.Get("Records")],
            catalog.Modules.Select(module => new[] { module.Name, module.DisplayName, Number(module.Columns.Count), Number(module.Records) }));
        Console.WriteLine(catalog.Attachments is { } attachments ? Texts.Get("AttachmentCount", attachments) : Texts.Get("NoAttachments"));
        if (catalog.Exclusions.Count > 0)
            Write([Texts.Get("LeftOut"), Texts.Get("Kind"), Texts.Get("Reason")],
                catalog.Exclusions.Select(exclusion => new[] { exclusion.Name, Texts.Get($"Exclusion_{exclusion.What}"), exclusion.Reason }));
        return ExitCode.Success;
    }

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "?";

    // A table for people, tab-separated lines for programs.
    private static void Write(string[] header, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var row in rows.Prepend(header)) Console.WriteLine(string.Join('\t', row.Select(Texts.Printable)));
            return;
        }
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in header) table.AddColumn(Markup.Escape(name));
        foreach (var row in rows) table.AddRow(row.Select(cell => Markup.Escape(Texts.Printable(cell))).ToArray());
        AnsiConsole.Write(table);
    }
}
