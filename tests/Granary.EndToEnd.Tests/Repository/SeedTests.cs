using System.Text.RegularExpressions;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>Every sentence of the help page that states a behaviour has its test, and the test is there.</summary>
public sealed partial class SeedTests
{
    private static readonly string[] Sections = File.ReadAllText(RepositoryRoot.At("tests", "SEED.md")).Split("\n## ");

    private static readonly Dictionary<string, string> Sources = Directory.GetFiles(RepositoryRoot.At("tests"), "*.cs", SearchOption.AllDirectories)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));

    [Fact]
    public void Every_row_names_a_test() =>
        Assert.All(Rows(Sections.Where(section => !IsPurchases(section))), row => Assert.Matches(TestName(), row));

    [Fact]
    public void Every_test_that_is_named_exists() =>
        Assert.All(Rows(Sections).SelectMany(row => TestName().Matches(row)), name => Assert.True(IsThere(name), name.Value));

    [Fact]
    public void Only_purchases_wait_for_their_tests() =>
        Assert.All(Sections, section => Assert.All(Rows([section]), row => Assert.Equal(IsPurchases(section), row.EndsWith("| purchases |", StringComparison.Ordinal))));

    private static bool IsPurchases(string section) => section.StartsWith("Purchases", StringComparison.Ordinal);

    private static List<string> Rows(IEnumerable<string> sections) =>
        [.. sections.SelectMany(section => section.Split('\n')).Where(line => line.StartsWith("| «", StringComparison.Ordinal))];

    // The cases of a table stand in quotes behind its method.
    private static bool IsThere(Match name) =>
        Sources.TryGetValue(name.Groups["class"].Value, out var source) &&
        Regex.IsMatch(source, $@"public (async Task|void) {name.Groups["method"].Value}\(") &&
        name.Groups["case"].Captures.All(quoted => source.Contains($"\"{quoted.Value}\"", StringComparison.Ordinal));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+)\\.(?<method>[A-Z]\\w+)`(?: \"(?<case>[^\"]+)\")*")]
    private static partial Regex TestName();
}
