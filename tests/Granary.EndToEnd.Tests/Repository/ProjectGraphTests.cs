using System.Xml.Linq;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>Every reference between projects points toward the rules, and stands in ARCHITECTURE.md.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Granary.Domain"] = [],
        ["Granary.Contracts"] = ["Granary.Domain"],
        ["Granary.Archive"] = ["Granary.Domain"],
        ["Granary.Adapters"] = ["Granary.Domain"],
        ["Granary.Grains"] = ["Granary.Contracts", "Granary.Archive"],
        ["Granary.Web"] = ["Granary.Contracts"],
        ["Granary.Host"] = ["Granary.Web", "Granary.Grains", "Granary.Adapters"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(RepositoryRoot.At("src")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_it_may(string project)
    {
        var references = Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Equal(Allowed[project].Order(), references.Order());
    }

    [Fact]
    public void Pages_do_not_know_the_database_nor_the_archives_own_code() =>
        Assert.DoesNotContain(Load("Granary.Web").Descendants("PackageReference"), package =>
            package.Attribute("Include")!.Value is var name && (name.Contains("Sqlite") || name.Contains("Npgsql") || name.Contains("CsvHelper")));

    [Fact]
    public void The_rules_know_nothing_but_the_serializers_marks_and_the_calendar() =>
        Assert.Equal(["Microsoft.Orleans.Sdk", "NodaTime"], Load("Granary.Domain").Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value));

    private static XDocument Load(string project) => XDocument.Load(RepositoryRoot.At("src", project, project + ".csproj"));
}
