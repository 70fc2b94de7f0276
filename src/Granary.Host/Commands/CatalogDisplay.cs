using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Granary.Domain.Ports;
using Spectre.Console;

namespace Granary.Host.Commands;

/// <summary>Shows what a backup would take: in tables for people, in tab-separated lines for programs.</summary>
internal sealed class CatalogDisplay(TextWriter output, bool forPeople)
{
    // The arrows of a link stay arrows.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Show(CrmCatalog catalog)
    {
        ShowModules(catalog.Modules);
        output.WriteLine(catalog.Attachments is { } attachments ? Texts.Get("AttachmentCount", attachments) : Texts.Get("NoAttachments"));
        if (catalog.Exclusions.Count > 0)
            Write([Texts.Get("LeftOut"), Texts.Get("Kind"), Texts.Get("Reason")],
                catalog.Exclusions.Select(exclusion => new[] { exclusion.Name, Texts.Get($"Exclusion_{exclusion.What}"), ReasonOf(exclusion) }));
        if (catalog.Proposals is { Count: > 0 } proposals) ShowProposals(proposals);
    }

    private static string ReasonOf(CrmExclusion exclusion) => exclusion switch
    {
        { Cause: ExclusionCause.Configured } => exclusion.Reason,
        { Cause: ExclusionCause.Untied, Count: { } count } => Texts.Get("Cause_UntiedRows", count),
        _ => Texts.Get($"Cause_{exclusion.Cause}", exclusion.Reason),
    };

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.CurrentCulture) ?? "?";

    private void ShowModules(IReadOnlyList<CrmModule> modules)
    {
        List<(string Title, Func<CrmModule, string> Cell)> columns =
        [
            (Texts.Get("Module"), module => module.Name),
            (Texts.Get("DisplayName"), module => module.DisplayName),
            (Texts.Get("Columns"), module => Number(module.Columns.Count)),
            (Texts.Get("Records"), module => Number(module.Records)),
        ];
        if (modules.Any(module => module.OrderedBy is not null)) columns.Add((Texts.Get("OrderedBy"), module => module.OrderedBy ?? ""));
        if (modules.Any(module => module.Tie is not null)) columns.Add((Texts.Get("TiedBy"), module => module.Tie ?? ""));
        Write([.. columns.Select(column => column.Title)], modules.Select(module => columns.Select(column => column.Cell(module)).ToArray()));
    }

    private void ShowProposals(IReadOnlyList<string> proposals)
    {
        output.WriteLine(Texts.Get("Proposals"));
        output.WriteLine("[");
        output.WriteLine(string.Join($",{Environment.NewLine}", proposals.Select(proposal => $"  {JsonSerializer.Serialize(proposal, Json)}")));
        output.WriteLine("]");
    }

    private void Write(string[] header, IEnumerable<string[]> rows)
    {
        if (!forPeople)
        {
            foreach (var row in rows.Prepend(header)) output.WriteLine(string.Join('\t', row.Select(Texts.Printable)));
            return;
        }
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in header) table.AddColumn(Markup.Escape(name));
        foreach (var row in rows) table.AddRow(row.Select(cell => Markup.Escape(Texts.Printable(cell))).ToArray());
        AnsiConsole.Write(table);
    }
}
