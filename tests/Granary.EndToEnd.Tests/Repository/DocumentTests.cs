using System.Text.RegularExpressions;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>What the documents name exists.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] TopLevel = ["Orleans.sln", "README.md", "deploy", "global.json", "src", "tests"];

    public static TheoryData<string> Documents =>
        [.. Files("*.md").Select(path => Path.GetRelativePath(RepositoryRoot.Path, path)).Order()];

    [Fact]
    public void The_top_level_has_what_was_agreed_and_nothing_else() =>
        Assert.Equal(TopLevel, Tracked().Select(path => path.Split('/')[0]).Where(name => !name.StartsWith('.')).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_linked_file_exists(string document)
    {
        var folder = Path.GetDirectoryName(RepositoryRoot.At(document))!;
        var broken = Link().Matches(File.ReadAllText(RepositoryRoot.At(document)))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://") && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])));

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_type_option_and_path_in_code_marks_exists(string document)
    {
        var text = File.ReadAllText(RepositoryRoot.At(document));
        var types = TypeName().Matches(text).Select(match => match.Groups[1].Value).Distinct();
        var source = Files("*.cs").Concat(Files("*.razor")).Select(path => Path.GetFileNameWithoutExtension(path))
            .Concat(Files("*Options.cs").SelectMany(path => Option().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value)).ToHashSet();
        var paths = SourcePath().Matches(text).Select(match => match.Groups[1].Value).Distinct();

        Assert.DoesNotContain(types, type => !source.Contains(type));
        Assert.DoesNotContain(paths, path => !Path.Exists(RepositoryRoot.At(path)));
    }

    [Fact]
    public void Every_setting_in_the_documents_is_bound_in_the_code()
    {
        var code = string.Concat(Files("*.cs").Select(File.ReadAllText));
        var settings = Files("*.md").SelectMany(path => Setting().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value.Split(':')[^1]).Distinct();

        Assert.All(settings, setting => Assert.Matches($@"\b{setting}\b", code));
    }

    [Fact]
    public void No_document_names_a_path_of_somebodys_machine() =>
        Assert.DoesNotContain(Files("*.md"), path => MachinePath().IsMatch(File.ReadAllText(path)));

    private static IEnumerable<string> Files(string pattern) =>
        Tracked().Where(path => path.EndsWith(pattern[1..], StringComparison.Ordinal)).Select(path => RepositoryRoot.At(path));

    private static string[] Tracked() => Shell.Run("git", RepositoryRoot.Path, "ls-files", "--cached", "--others", "--exclude-standard")
        .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => Path.Exists(RepositoryRoot.At(path))).ToArray();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // `ITenantGrain`, `BackupPublisher`: a name with a capital inside, in code marks. Words of other products have none in our code and stay out of code marks.
    [GeneratedRegex(@"`(I?[A-Z][a-z]+(?:[A-Z][a-z]+)+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^    public \S+ (\w+) \{ get;", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex(@"`((?:src|tests|deploy)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"`(Granary:[A-Za-z:]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex(@"/(home|root|Users|work)/")]
    private static partial Regex MachinePath();
}
