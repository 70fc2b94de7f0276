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
    public void Tenants_have_what_the_defaults_give_them()
    {
        using var services = Services(new Dictionary<string, string?>
        {
            ["Granary:Crm:Database"] = "crm/{tenant}.sqlite",
            ["Granary:Crm:TenantDefaults:Region"] = "eu",
            ["Granary:Crm:TenantDefaults:TimeZone"] = "Europe/Paris",
            ["Granary:Crm:TenantDefaults:Country"] = "FR",
            ["Granary:Crm:TenantDefaults:Edition"] = "Free",
            ["Granary:Crm:Tenants:0:Id"] = "acme",
            ["Granary:Crm:Tenants:1:Id"] = "zen",
            ["Granary:Crm:Tenants:1:Edition"] = "Ultimate",
        });
        var options = Valid(services);
        Assert.Equal(
            [new TenantProfile(new TenantId("eu", "acme"), "acme", "Europe/Paris", "FR", "Free"), new TenantProfile(new TenantId("eu", "zen"), "zen", "Europe/Paris", "FR", "Ultimate")],
            CrmTenants.Of(options).Select(CrmTenants.Profile));
    }

    [Fact]
    public void What_is_listed_comes_before_what_a_query_says_and_that_before_the_defaults()
    {
        var options = new CrmOptions { Provider = "Postgres", Tenancy = CrmTenancy.Column, TenantDefaults = new() { Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" } };
        options.Tenants.Add(new CrmTenantOptions { Id = "acme", Edition = "Ultimate" });
        options.Tenants.Add(new CrmTenantOptions { Id = "listed", Key = "9" });
        var tenants = CrmTenants.Of(options, [new() { Id = "acme", Name = "Acme", Key = "1", Country = "IN", Edition = "Standard" }, new() { Id = "found", Region = "us" }]);
        Assert.Equal(
        [
            new() { Id = "acme", Name = "Acme", Region = "eu", TimeZone = "Etc/UTC", Country = "IN", Edition = "Ultimate", Key = "1" },
            new() { Id = "found", Region = "us", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" },
            new() { Id = "listed", Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free", Key = "9" },
        ], tenants);
        Assert.Empty(CrmTenantErrors.Of(options, tenants, index => $"{index}"));
    }

    [Fact]
    public void What_a_query_finds_is_checked_like_what_is_listed()
    {
        var options = new CrmOptions { Provider = "Postgres", Database = "Host=db;Database=crm", Tenancy = CrmTenancy.Column, TenantQuery = "SELECT 1" };
        var acme = new CrmTenantOptions { Id = "acme", Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free", Key = "7" };
        var errors = CrmTenantErrors.Of(options, [acme, acme with { Id = "zen" }, acme with { Id = "Big Corp", Key = "8", TimeZone = "" }], index => $"Row {index}").ToList();
        Assert.Equal(3, errors.Count);
        Assert.StartsWith("Row 2 is 'eu/Big Corp'", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("Row 2:TimeZone is ''", errors[1], StringComparison.Ordinal);
        Assert.Equal("Key gives eu/acme and eu/zen the same data: give each of them a Key of its own.", errors[2]);
    }

    [Fact]
    public void What_is_wrong_with_some_that_a_query_finds_leaves_the_others_alone()
    {
        var options = new CrmOptions { Provider = "Postgres", Database = "Host=db;Database=crm", Tenancy = CrmTenancy.Schema, TenantQuery = "SELECT 1" };
        var good = new CrmTenantOptions { Id = "good", Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free", Schema = "good" };

        var sound = CrmTenantErrors.Sound(options,
            [good, good with { Id = "one", Schema = "same" }, good with { Id = "two", Schema = "same" }, good with { Id = "twice", Schema = "a" }, good with { Id = "twice", Schema = "b" }, good with { Id = "none", Schema = null }, good with { Id = "zone", Schema = "z", TimeZone = "Mars" }]);

        Assert.Equal([good], sound);
    }

    [Fact]
    public void Words_of_Postgres_are_refused_for_Sqlite()
    {
        var errors = ErrorsOf(Good, new()
        {
            ["Granary:Crm:Tenancy"] = "Column",
            ["Granary:Crm:Schema"] = "t_{tenant}",
            ["Granary:Crm:TenantColumn"] = "account_id",
            ["Granary:Crm:SharedKey"] = "NULL",
            ["Granary:Crm:Links:0"] = "accounts.id",
            ["Granary:Crm:TenantQuery"] = "SELECT id FROM accounts",
            ["Granary:Crm:Views:0"] = "*",
            ["Granary:Crm:SecretColumns:0"] = "none",
            ["Granary:Crm:SearchColumns"] = "true",
            ["Granary:Crm:SnapshotHours"] = "6",
            ["Granary:Crm:Tenants:0:Schema"] = "a",
            ["Granary:Crm:Tenants:0:Key"] = "a",
            ["Granary:Crm:Tenants:0:Database"] = "a",
        });
        Assert.Equal(
            ["Links", "Schema", "SearchColumns", "SecretColumns", "SharedKey", "SnapshotHours", "Tenancy", "TenantColumn", "TenantQuery", "Tenants:0:Database", "Tenants:0:Key", "Tenants:0:Schema", "Views"],
            errors.Select(error => error["Granary:Crm:".Length..error.IndexOf(' ', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.Contains("does nothing with the Provider 'Sqlite'", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Attachments_name_their_module_in_one_way()
    {
        Assert.Contains("either ModuleColumn, or Module", Assert.Single(ErrorsOf(Good, new() { ["Granary:Crm:Attachments:Module"] = "Leads" })), StringComparison.Ordinal);
        Assert.Contains("either ModuleColumn, or Module", Assert.Single(ErrorsOf(Good, new() { ["Granary:Crm:Attachments:ModuleColumn"] = "" })), StringComparison.Ordinal);
        Assert.Empty(ErrorsOf(Good, new() { ["Granary:Crm:Attachments:ModuleColumn"] = "", ["Granary:Crm:Attachments:Module"] = "Leads" }));
    }

    [Fact]
    public void A_mistyped_word_stops_the_start()
    {
        using var services = Services(Good, new() { ["Granary:Crm:Exlude:0:Table"] = "Documents" });
        var failure = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Exlude", failure.ToString(), StringComparison.Ordinal);
    }

    private static CrmOptions Valid(ServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<IOptions<CrmOptions>>().Value;
    }

    private static IReadOnlyList<string> ErrorsOf(params Dictionary<string, string?>[] settings)
    {
        using var services = Services(settings);
        try
        {
            Valid(services);
            return [];
        }
        catch (OptionsValidationException failure)
        {
            return [.. failure.Failures];
        }
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
