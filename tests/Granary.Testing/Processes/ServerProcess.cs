using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Granary.Testing.Processes;

/// <summary>A server that others wrote, in a process that ends when its input does: with these tests at the latest.</summary>
public static partial class ServerProcess
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    // A process that nobody knows any more loses its input.
    private static readonly ConcurrentBag<Process> Running = [];

    /// <returns>The address it listens to, whose port ends a line of its output.</returns>
    public static async Task<Uri> StartAsync(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Running.Add(process);
        using var limit = new CancellationTokenSource(LongestStart);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Port().Match(line) is { Success: true } port) return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port.Value}/"));
        }
        throw new InvalidOperationException($"{program} ended before it listened.");
    }

    /// <summary>The full path of a program; null when it is not on this machine.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"(?<=^|:)[1-9]\d+$")]
    private static partial Regex Port();
}
