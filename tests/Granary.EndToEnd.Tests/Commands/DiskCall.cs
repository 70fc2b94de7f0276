using System.Text.RegularExpressions;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>A flush of a file or a folder, or a name that is given: from which, to which. <c>strace</c> has written it down.</summary>
internal sealed partial record DiskCall(bool IsFlush, string[] Paths, bool Fails)
{
    /// <summary>What strace has to be asked for.</summary>
    public const string Traced = "trace=fsync,fdatasync,link,linkat,rename,renameat,renameat2";

    /// <summary>In the order in which they came to their end.</summary>
    public static IEnumerable<DiskCall> In(IEnumerable<string> trace)
    {
        var unfinished = new Dictionary<string, string>();
        foreach (var line in trace)
        {
            if (Begun().Match(line) is { Success: true } begun)
            {
                unfinished[begun.Groups["thread"].Value] = begun.Groups["call"].Value;
                continue;
            }
            var whole = Resumed().Replace(line, resumed => unfinished[resumed.Groups["thread"].Value]);
            if (Ended().Match(whole) is not { Success: true } ended) continue;

            var isFlush = ended.Groups["name"].Value.EndsWith("sync", StringComparison.Ordinal);
            var paths = (isFlush ? OfDescriptor() : Quoted()).Matches(ended.Groups["arguments"].Value);
            yield return new DiskCall(isFlush, [.. paths.Select(path => path.Value)], ended.Groups["result"].Value != "0");
        }
    }

    [GeneratedRegex(@"^(?<thread>\d+) +(?<call>\w+\(.*) <unfinished \.\.\.>$")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"(?<name>\w+)\((?<arguments>.*)\) += (?<result>-?\d+)")]
    private static partial Regex Ended();

    [GeneratedRegex("(?<=<)/[^>]*(?=>)")]
    private static partial Regex OfDescriptor();

    [GeneratedRegex("(?<=\")/[^\"]*(?=\")")]
    private static partial Regex Quoted();
}
