using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm;

public sealed class CrmOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Granary:Crm:Database"] = "crm/{tenant}.sqlite",
        ["Granary:Crm:Tenants:0:Id"] = "acme",
        ["Granary:Crm:Tenants:0:Region"] = "eu",
        ["Granary:Crm:Tenants:0:TimeZone"] = "Europe/Paris",
        ["Granary:Crm:Tenants:0:Country"] = "FR",
        ["Granary:Crm:Tenants:0:Edition"] = "Enterprise",
        ["Granary:Crm:Exclude:0:Table"] = "Emails",
        ["Granary:Crm:Exclude:0:Where"] = "Source = 'IMAP'",
        ["Granary:Crm:Exclude:0:Reason"] = "They came by IMAP.",
        ["Granary:Crm:Attachments:Table"] = "Files",
        ["Granary:Crm:Attachments:IdColumn"] = "Id",
        ["Granary:Crm:Attachments:ModuleColumn"] = "Module",
        ["Granary:Crm:Attachments:RecordIdColumn"] = "Record",
        ["Granary:Crm:Attachments:FileNameColumn"] = "Name",
        ["Granary:Crm:Attachments:ContentColumn"] = "Content",
    };

    [Fact]
    public async Task A_source_comes_out_of_configuration_alone()
    {
        await using var services = Services(Good);
        services.GetRequiredService<IStartupValidator>().Validate();
        var tenants = await services.GetRequiredService<ICrmSource>().ListTenantsAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new TenantProfile(new TenantId("eu", "acme"), "acme", "Europe/Paris", "FR", "Enterprise")], tenants);
    }

    [Fact]
    public void Every_error_is_told_at_once_with_its_place()
    {
        using var services = Services(Good, new()
        {
            ["Granary:Crm:Provider"] = "Oracle",
            ["Granary:Crm:Database"] = "",
            ["Granary:Crm:BusySeconds"] = "601",
            ["Granary:Crm:Tenants:0:Id"] = "ACME",
            ["Granary:Crm:Tenants:0:TimeZone"] = "Romance Standard Time",
            ["Granary:Crm:Tenants:0:Country"] = "France",
            ["Granary:Crm:Tenants:0:Edition"] = "",
            ["Granary:Crm:Modules:0:DisplayName"] = "Leads",
            ["Granary:Crm:Exclude:0:Column"] = "Body",
            ["Granary:Crm:Exclude:1:Table"] = "Emails",
            ["Granary:Crm:Attachments:Root"] = "files",
            ["Granary:Crm:Attachments:Path"] = "{a",
            ["Granary:Crm:Attachments:IdColumn"] = "",
            ["Granary:Crm:Attachments:Where"] = "Module = 'Emails'",
        });
        var errors = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Failures.ToList();
        foreach (var place in (string[])
                 [
                     "Provider", "Database is missing", "Tenants:0 is", "Tenants:0:TimeZone", "Tenants:0:Country", "Tenants:0:Edition", "Modules:0:Table", "Exclude:0 has both",
                     "Exclude:1:Reason", "Attachments must say", "Attachments:Path", "Attachments:IdColumn", "Attachments:Reason",
                 ])
            Assert.Contains(errors, error => error.StartsWith($"Granary:Crm:{place}", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("BusySeconds", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_tenants_cannot_be_given_the_same_data()
    {
        var second = Good.Where(setting => setting.Key.Contains("Tenants:0", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key.Replace("Tenants:0", "Tenants:1", StringComparison.Ordinal), setting => setting.Value);
        second["Granary:Crm:Tenants:1:Region"] = "us";
        using var services = Services(Good, second);
        var error = Assert.Single(Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Failures);
        Assert.Contains("eu/acme and us/acme the same data", error, StringComparison.Ordinal);

        second["Granary:Crm:Database"] = "crm/{region}/{tenant}.sqlite";
        using var separated = Services(Good, second);
        separated.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_mistyped_word_stops_the_start()
    {
        using var services = Services(Good, new() { ["Granary:Crm:Exlude:0:Table"] = "Documents" });
        var failure = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Exlude", failure.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params Dictionary<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var layer in settings) configuration.AddInMemoryCollection(layer);
        var services = new ServiceCollection().AddLogging();
        services.AddCrm(configuration.Build().GetSection(CrmOptions.Section));
        return services.BuildServiceProvider();
    }
}
