using Granary.Adapters.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>What the settings of a PostgreSQL CRM may say, and what they may not.</summary>
public sealed class PostgresOptionsTests
{
    private const string Server = "Host=db;Database=crm;Username=granary;Password='s3cret;tail9'";

    [Fact]
    public void One_tenant_may_have_the_whole_database() => Assert.Empty(ErrorsOf(Options(CrmTenancy.Single, "acme")));

    [Fact]
    public void Schemas_may_follow_a_pattern_be_named_or_come_from_a_query()
    {
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Schema, "acme", "zen").With(options => options.Schema = "tenant_{tenant}")));
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Schema, "acme", "zen").With(options =>
        {
            options.Tenants[0].Schema = "a";
            options.Tenants[1].Schema = "z";
        })));
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Schema).With(options => options.TenantQuery = "SELECT id, schema FROM tenants")));
    }

    [Fact]
    public void Databases_may_follow_a_pattern_be_named_or_come_from_a_query()
    {
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Database, "acme", "zen").With(options => options.Database = "Host=db-{region};Database=crm_{tenant}")));
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Database, "acme", "zen").With(options =>
        {
            options.Database = "";
            options.Tenants[0].Database = "Host=db;Database=a";
            options.Tenants[1].Database = "Host=db;Database=z";
        })));
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Database).With(options => options.TenantQuery = "SELECT id, database FROM tenants")));
    }

    [Fact]
    public void Columns_may_have_links_and_rows_for_all() =>
        Assert.Empty(ErrorsOf(Options(CrmTenancy.Column, "acme", "zen").With(options =>
        {
            options.TenantColumn = "account_id";
            options.SharedKey = "NULL";
            options.Links.Add("accounts.id");
        })));

    public static TheoryData<string, CrmOptions> Mistakes => new()
    {
        { "Database is missing", Options(CrmTenancy.Single, "acme").With(options => options.Database = " ") },
        { "Database is not a connection string", Options(CrmTenancy.Single, "acme").With(options => options.Database = "crm/{tenant}.sqlite") },
        { "Database names no Host", Options(CrmTenancy.Single, "acme").With(options => options.Database = "Database=crm") },
        { "Database names several hosts", Options(CrmTenancy.Single, "acme").With(options => options.Database = "Host=a,b;Database=crm") },
        { "Tenancy is 'Single' and there are 2 tenants", Options(CrmTenancy.Single, "acme", "zen").With(options => options.Database = "Host=db;Database={tenant}") },
        { "Tenants is empty", Options(CrmTenancy.Single) },
        { "TenantQuery lists tenants", Options(CrmTenancy.Single, "acme").With(options => options.TenantQuery = "SELECT 1") },
        { "TenantQuery is empty", Options(CrmTenancy.Schema).With(options => options.TenantQuery = " ") },
        { "Database holds {tenant}", Options(CrmTenancy.Database).With(options => (options.TenantQuery, options.Database) = ("SELECT 1", "Host=db;Database={tenant}")) },
        { "Tenants:0 has no schema", Options(CrmTenancy.Schema, "acme") },
        { "Tenants:1 has no schema", Options(CrmTenancy.Schema, "acme", "zen").With(options => options.Tenants[0].Schema = "a") },
        { "Tenants:0:Schema is empty", Options(CrmTenancy.Schema, "acme").With(options => options.Tenants[0].Schema = "") },
        { "Schema is 'crm'", Options(CrmTenancy.Schema, "acme").With(options => options.Schema = "crm") },
        { "Schema gives eu/acme and eu/zen the same data", Options(CrmTenancy.Schema, "acme", "zen").With(options => (options.Schema, options.Tenants[1].Schema) = ("t_{tenant}", "t_acme")) },
        { "Schema does nothing with the Tenancy 'Single'", Options(CrmTenancy.Single, "acme").With(options => options.Schema = "{tenant}") },
        { "TenantColumn is missing", Options(CrmTenancy.Column, "acme") },
        { "TenantColumn does nothing", Options(CrmTenancy.Single, "acme").With(options => options.TenantColumn = "account_id") },
        { "SharedKey does nothing", Options(CrmTenancy.Single, "acme").With(options => options.SharedKey = "NULL") },
        { "Links does nothing", Options(CrmTenancy.Single, "acme").With(options => options.Links.Add("accounts.id")) },
        { "SharedKey is empty", Column().With(options => options.SharedKey = "") },
        { "SharedKey is 'acme', which is the key of Tenants:0", Column().With(options => options.SharedKey = "acme") },
        { "Links:0 is ''", Column().With(options => options.Links.Add("")) },
        { "Links:0 is 'team_members -> teams.id'", Column().With(options => options.Links.Add("team_members -> teams.id")) },
        { "Key gives eu/acme and eu/zen the same data", Column().With(options => options.Tenants[1].Key = "acme") },
        { "Tenants:0:Schema does nothing", Column().With(options => options.Tenants[0].Schema = "a") },
        { "Tenants:0:Database does nothing", Column().With(options => options.Tenants[0].Database = "Host=db") },
        { "Tenants:0:Key does nothing", Options(CrmTenancy.Single, "acme").With(options => options.Tenants[0].Key = "1") },
        { "Database gives eu/acme and eu/zen the same data", Options(CrmTenancy.Database, "acme", "zen").With(options => (options.Tenants[0].Database, options.Tenants[1].Database) = ("Host=db;Username=a;Database=crm", "Server=DB;Port=5432;Database=crm")) },
        { "Tenants:0:Database is not a connection string", Options(CrmTenancy.Database, "acme").With(options => options.Tenants[0].Database = "s3cret") },
        { "Include:0 is empty", Options(CrmTenancy.Single, "acme").With(options => options.Include.Add("")) },
        { "Views:0 is empty", Options(CrmTenancy.Single, "acme").With(options => options.Views.Add("")) },
        { "SecretColumns holds 'none'", Options(CrmTenancy.Single, "acme").With(options => { options.SecretColumns.Add("none"); options.SecretColumns.Add("*pin*"); }) },
        { "TenantDefaults:Key cannot be the same", Column().With(options => options.TenantDefaults.Key = "1") },
        { "Tenants:0:TimeZone", Column().With(options => (options.TenantQuery, options.Tenants[0].TimeZone) = ("SELECT 1", "Mars")) },
        { "Exclude leaves out the table 'files'", Options(CrmTenancy.Single, "acme").With(options =>
        {
            options.Exclude.Add(new CrmExclusionOptions { Table = "f*", Reason = "No." });
            options.Attachments = new() { Table = "files", IdColumn = "id", Module = "leads", RecordIdColumn = "lead", FileNameColumn = "name", ContentColumn = "content" };
        }) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_told_with_its_place_and_nothing_else_is(string beginning, CrmOptions options) =>
        Assert.StartsWith($"Granary:Crm:{beginning}", Assert.Single(ErrorsOf(options)), StringComparison.Ordinal);

    [Fact]
    public void Databases_that_are_the_same_for_all_are_told_with_the_fix()
    {
        var errors = ErrorsOf(Options(CrmTenancy.Database, "acme", "zen"));
        Assert.Equal(2, errors.Count);
        Assert.Contains("put {tenant} into it", errors[0], StringComparison.Ordinal);
        Assert.Contains("eu/acme and eu/zen the same data", errors[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=s3cret;tail9")]
    [InlineData("Host=db;Password=s3cret;tail9=1")]
    [InlineData("Host=db;Password='s3cret")]
    [InlineData("Password=s3cret;Database=tail9")]
    [InlineData("Host=db;Port=s3cret")]
    [InlineData("Host=a,b;Password=s3cret")]
    public void No_error_repeats_a_password(string database)
    {
        var errors = ErrorsOf(Options(CrmTenancy.Database, "acme").With(options => options.Tenants[0].Database = database));
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.DoesNotContain("tail9", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_shares_a_database_may_share_the_folder_of_the_files()
    {
        var options = Column();
        options.Attachments = new() { Table = "files", IdColumn = "id", Module = "leads", RecordIdColumn = "lead", FileNameColumn = "name", Root = "files", Path = "{key}" };
        Assert.Empty(ErrorsOf(options));
    }

    private static CrmOptions Column() => Options(CrmTenancy.Column, "acme", "zen").With(options => options.TenantColumn = "account_id");

    private static CrmOptions Options(CrmTenancy tenancy, params string[] tenants)
    {
        var options = new CrmOptions
        {
            Provider = "Postgres", Database = Server, Tenancy = tenancy,
            TenantDefaults = new() { Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Free" },
        };
        foreach (var tenant in tenants) options.Tenants.Add(new CrmTenantOptions { Id = tenant });
        return options;
    }

    private static IReadOnlyList<string> ErrorsOf(CrmOptions options) => [.. new CrmOptionsValidator().Validate(null, options).Failures ?? []];
}

file static class CrmOptionsExtensions
{
    public static CrmOptions With(this CrmOptions options, Action<CrmOptions> change)
    {
        change(options);
        return options;
    }
}
