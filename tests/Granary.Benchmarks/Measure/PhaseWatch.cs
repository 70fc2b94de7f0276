using System.Diagnostics;

namespace Granary.Benchmarks.Measure;

/// <summary>Tells the phases of a backup by looking at its folder again and again. The program knows nothing of it.</summary>
internal sealed class PhaseWatch(string folder)
{
    private readonly Dictionary<BackupPhase, TimeSpan> spent = [];
    private long since = Stopwatch.GetTimestamp();
    private BackupPhase phase;

    public IReadOnlyDictionary<BackupPhase, TimeSpan> Spent => spent;

    /// <summary>Books the time since the last look to the phase that was on then.</summary>
    public void Look()
    {
        var now = Stopwatch.GetTimestamp();
        spent[phase] = spent.GetValueOrDefault(phase) + Stopwatch.GetElapsedTime(since, now);
        since = now;
        phase = Now();
    }

    private BackupPhase Now()
    {
        if (phase is BackupPhase.End) return phase;
        var files = Files();
        return files.Any(file => file.Name.StartsWith("manifest", StringComparison.Ordinal)) ? BackupPhase.End
            // Zips are written and read back in turn.
            : files.Any(file => file.Name.StartsWith('.') && file.Folder != "parts") ? BackupPhase.Assembly
            : files.Any(file => file.Name.EndsWith(".zip", StringComparison.Ordinal)) ? BackupPhase.ReadBack
            : files.Any(file => file.Folder == "tables") ? BackupPhase.Assembly
            : files.Count > 0 ? BackupPhase.Export
            : phase;
    }

    private List<(string Folder, string Name)> Files()
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => (Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path)))];
        }
        catch (DirectoryNotFoundException)
        {
            // A folder was removed while it was read: the backup is clearing up.
            return [];
        }
    }
}
