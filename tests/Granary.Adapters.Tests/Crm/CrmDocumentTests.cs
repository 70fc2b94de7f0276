using System.Text;
using System.Text.RegularExpressions;
using Granary.Adapters.Crm;
using Granary.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm;

/// <summary>The settings that the documents show are settings that start.</summary>
public sealed partial class CrmDocumentTests
{
    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (var document in (string[])["deploy/CRM.md", "deploy/README.md"])
                for (var i = 0; i < Read(document).Count; i++) examples.Add(document, i);
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_can_be_used_as_it_stands(string document, int number)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddCrm(Read(document)[number].GetSection(CrmOptions.Section));
        using var built = services.BuildServiceProvider();

        built.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void There_is_an_example_of_each_tenancy() =>
        Assert.Equal(Enum.GetNames<CrmTenancy>().Order(StringComparer.Ordinal),
            Read("deploy/CRM.md").Select(example => example[$"{CrmOptions.Section}:Tenancy"] ?? nameof(CrmTenancy.Single)).Distinct().Order(StringComparer.Ordinal));

    private static IReadOnlyList<IConfigurationRoot> Read(string document) =>
    [
        .. Json().Matches(File.ReadAllText(RepositoryRoot.At(document))).Select(match => match.Groups[1].Value)
            .Select(json => new ConfigurationBuilder().AddJsonStream(new MemoryStream(new UTF8Encoding(false).GetBytes(json))).Build())
            .Where(example => example.GetSection(CrmOptions.Section).Exists()),
    ];

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Json();
}
