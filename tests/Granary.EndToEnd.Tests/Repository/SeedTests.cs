using System.Text.RegularExpressions;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>Every sentence of the help page that states a behaviour has its test, and the test is there.</summary>
public sealed partial class SeedTests
{
    private static readonly string[] Rows = [.. File.ReadAllLines(RepositoryRoot.At("tests", "SEED.md")).Where(line => line.StartsWith("| «", StringComparison.Ordinal))];

    private static readonly Dictionary<string, string> Sources = Directory.GetFiles(RepositoryRoot.At("tests"), "*.cs", SearchOption.AllDirectories)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));

    [Fact]
    public void Every_row_names_a_test() => Assert.All(Rows, row => Assert.Matches(TestName(), row));

    [Fact]
    public void Every_test_that_is_named_exists() =>
        Assert.All(Rows.SelectMany(row => TestName().Matches(row)), name => Assert.True(IsThere(name), name.Value));

    // The cases of a table stand in quotes behind its method.
    private static bool IsThere(Match name) =>
        Sources.TryGetValue(name.Groups["class"].Value, out var source) &&
        Regex.IsMatch(source, $@"public (async Task|void) {name.Groups["method"].Value}\(") &&
        name.Groups["case"].Captures.All(quoted => source.Contains($"\"{quoted.Value}\"", StringComparison.Ordinal));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+)\\.(?<method>[A-Z]\\w+)`(?: \"(?<case>[^\"]+)\")*")]
    private static partial Regex TestName();
}
