using System.Globalization;

namespace Granary.Testing.Processes;

/// <summary>A process and all its descendants, as <c>/proc</c> shows them.</summary>
public static class ProcessTree
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <summary>The sum of the highest resident memory that each living process of the tree has had.</summary>
    public static long PeakMemory(int root) => Tree(root).Sum(process => MemoryOf(process, "VmHWM:"));

    /// <summary>What the living processes of the tree have resident now.</summary>
    public static long Memory(int root) => Tree(root).Sum(process => MemoryOf(process, "VmRSS:"));

    /// <summary>What they have asked the kernel to read, whether from files or from sockets.</summary>
    public static long BytesRead(int root) => Tree(root).Sum(process => NumberOf(Read($"/proc/{process}/io"), "rchar:"));

    /// <summary>Of the tree, and of those of its processes that have ended and been waited for.</summary>
    public static TimeSpan Cpu(int root) => TimeSpan.FromSeconds(Tree(root).Sum(process => Stat(process) is { } stat
        // utime, stime, cutime, cstime
        ? stat[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond
        : 0));

    public static int Parent(int process) => int.Parse((Stat(process) ?? throw new InvalidOperationException($"There is no process {process}."))[1], CultureInfo.InvariantCulture);

    private static IEnumerable<int> Tree(int root) =>
        Read($"/proc/{root}/task/{root}/children") is { } children
            ? children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture)).SelectMany(Tree).Prepend(root)
            : [];

    private static long MemoryOf(int process, string name) => 1024 * NumberOf(Read($"/proc/{process}/status"), name);

    private static long NumberOf(string? lines, string name)
    {
        var line = lines?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    // From the state on: what stands before it, the name, may have blanks in it.
    private static string[]? Stat(int process) => Read($"/proc/{process}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    /// <returns>Null when the process is gone.</returns>
    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
