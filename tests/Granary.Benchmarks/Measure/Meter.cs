using System.Diagnostics;
using Granary.Benchmarks.Contenders;
using Granary.Testing.Processes;

namespace Granary.Benchmarks.Measure;

/// <summary>Runs programs and measures what they and the database server use meanwhile.</summary>
internal sealed class Meter(ServerProcesses server)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <param name="output">A folder of its own, which is empty.</param>
    /// <exception cref="InvalidOperationException">The program did not do what it was asked to.</exception>
    public async Task<Usage> RunAsync(Contender contender, string output)
    {
        // What others have left to be written must not be paid for by this one.
        Sync();
        var start = contender.Command(output);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var (clientBefore, serverBefore) = (ChildProcesses.Cpu(), server.Cpu());
        var watch = new PhaseWatch(output);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var exit = process.WaitForExitAsync();
        var peak = 0L;
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, ProcessTree.PeakMemory(process.Id));
            if (contender.IsGranary) watch.Look();
            await Task.WhenAny(exit, Task.Delay(Interval));
        }
        var wall = Stopwatch.GetElapsedTime(began);
        if (contender.IsGranary) watch.Look();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{contender.Name} ended with {process.ExitCode}:\n{string.Join("\n", await said)}");
        return new Usage(
            wall, wall - watch.Spent.GetValueOrDefault(BackupPhase.ReadBack), ChildProcesses.Cpu() - clientBefore, server.Cpu() - serverBefore,
            peak, SizeOf(output), watch.Spent);
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }
}
