using Granary.Archive.Plan;
using Granary.Contracts;
using Granary.Domain.Backups;

namespace Granary.Grains;

/// <summary>Where every module of an attempt stands, as far as its grain has reported.</summary>
internal sealed class ModuleBoard
{
    private readonly Dictionary<string, Row> rows;

    public ModuleBoard(BackupPlan plan)
        : this(plan.Modules.Select(module => new Row(module.Stem, module.Module.DisplayName, module.Module.Records))
            .Concat(plan.Attachments is null ? [] : [new Row(BackupPlan.AttachmentsStem, "", plan.Attachments)]))
    {
    }

    private ModuleBoard(IEnumerable<Row> rows) => this.rows = rows.ToDictionary(row => row.Stem);

    public IEnumerable<string> Stems => rows.Keys;

    public static ModuleBoard Empty { get; } = new([]);

    public void Take(ModuleReport report)
    {
        if (!rows.TryGetValue(report.Stem, out var row) || row.Done.Task.IsCompleted) return;
        row.State = report.State;
        row.Records = report.Records;
        row.Fault = report.Fault;
        if (report.State is ModuleState.Done or ModuleState.Failed) row.Done.SetResult();
    }

    public Task WhenDone(string stem) => rows[stem].Done.Task;

    public IReadOnlyDictionary<string, Fault> Failed() =>
        rows.Values.Where(row => row.Fault is not null).ToDictionary(row => row.Stem, row => row.Fault!);

    public IReadOnlyList<ModuleProgress> Progress() =>
        rows.Values.Select(row => new ModuleProgress(row.Name, row.Stem == BackupPlan.AttachmentsStem, row.State, row.Records, row.Expected)).ToArray();

    private sealed class Row(string stem, string name, long? expected)
    {
        public string Stem => stem;

        public string Name => name;

        public long? Expected => expected;

        public ModuleState State { get; set; }

        public long Records { get; set; }

        public Fault? Fault { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
