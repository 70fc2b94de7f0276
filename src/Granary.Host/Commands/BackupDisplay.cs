using System.Collections.Concurrent;
using System.Globalization;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Spectre.Console;

namespace Granary.Host.Commands;

/// <summary>Shows how far a backup is: one bar on a terminal, a line a module elsewhere.</summary>
internal sealed class BackupDisplay
{
    private readonly ProgressTask? bar;
    private readonly ConcurrentDictionary<string, long> records = new();
    private Dictionary<string, string> names = [];

    private BackupDisplay(ProgressTask? bar) => this.bar = bar;

    /// <summary>Shows a backup while <paramref name="backup"/> takes it.</summary>
    public static async Task<Publication> ShowAsync(TenantProfile tenant, Func<BackupDisplay, Task<Publication>> backup)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            Console.WriteLine(Texts.Get("BackupOf", tenant.Name, tenant.Id));
            return await backup(new BackupDisplay(null));
        }

        return await AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => backup(new BackupDisplay(context.AddTask(Markup.Escape(Texts.Get("BackupOf", tenant.Name, tenant.Id)), autoStart: true))));
    }

    public static void Summarise(Publication publication, string output)
    {
        Console.WriteLine(Texts.Get("BackupReady", publication.Records, publication.Modules, publication.SnapshotAt.ToString("u", CultureInfo.InvariantCulture)));
        foreach (var file in publication.Files)
            Console.WriteLine($"  {Path.Combine(output, file.Name)}  {Texts.Size(file.Size)}");
        if (publication.WarningCount == 0) return;
        Console.WriteLine(Texts.Get("WithWarnings", publication.WarningCount));
        foreach (var warning in publication.Warnings)
            Console.WriteLine($"  {Texts.Get($"Warning_{warning.Code}", warning.Module, warning.Subject ?? "", warning.Detail ?? "")}");
        if (publication.WarningCount > publication.Warnings.Count) Console.WriteLine($"  {Texts.Get("MoreWarnings")}");
    }

    public void Begin(BackupPlan plan)
    {
        names = plan.Modules.ToDictionary(module => module.Stem, module => module.Module.DisplayName);
        names[BackupPlan.AttachmentsStem] = Texts.Get("Attachments");
        records.Clear();
        if (bar is null) return;
        bar.Value = 0;
        bar.MaxValue = Math.Max(1, plan.Modules.Sum(module => module.Module.Records ?? 0) + (plan.Attachments ?? 0));
    }

    public void Report(string stem, long count)
    {
        if (bar is null) return;
        var before = records.GetValueOrDefault(stem);
        records[stem] = count;
        bar.Increment(count - before);
        bar.Description = Markup.Escape(names[stem]);
    }

    public void End(string stem, PartProgress progress)
    {
        Report(stem, progress.Records);
        if (bar is null) Console.WriteLine(Texts.Get("ModuleDone", names[stem], progress.Records));
    }

    public void StartOver(Fault fault)
    {
        var text = Texts.Get("StartingOver", fault.Detail);
        if (bar is null) Console.WriteLine(text);
        else AnsiConsole.MarkupLine(Markup.Escape(text));
    }

    public void Assemble()
    {
        if (bar is null) Console.WriteLine(Texts.Get("Assembling"));
        else bar.Description = Markup.Escape(Texts.Get("Assembling"));
    }
}
