using System.Text.RegularExpressions;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>The tests that a document in <c>tests</c> names, as <c>Class.Method</c> in code marks.</summary>
internal static partial class NamedTests
{
    private static readonly Dictionary<string, string> Sources = Directory.GetFiles(RepositoryRoot.At("tests"), "*.cs", SearchOption.AllDirectories)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));

    public static string[] Rows(string document, string start) =>
        [.. File.ReadAllLines(RepositoryRoot.At("tests", document)).Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    public static MatchCollection In(string row) => TestName().Matches(row);

    // The cases of a table stand in quotes behind its method.
    public static bool IsThere(Match name) =>
        Sources.TryGetValue(name.Groups["class"].Value, out var source) &&
        Regex.IsMatch(source, $@"public (async Task|void|Task) {name.Groups["method"].Value}\(") &&
        name.Groups["case"].Captures.All(quoted => source.Contains($"\"{quoted.Value}\"", StringComparison.Ordinal));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z0-9]+)\\.(?<method>[A-Z]\\w+)`(?: \"(?<case>[^\"]+)\")*")]
    private static partial Regex TestName();
}
