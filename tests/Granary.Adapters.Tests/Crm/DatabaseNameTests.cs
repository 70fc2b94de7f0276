using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Granary.Adapters.Tests.Crm;

/// <summary>Which tenants share the load of a database.</summary>
public sealed class DatabaseNameTests
{
    [Theory]
    [InlineData("Sqlite", CrmTenancy.Single, "crm/{tenant}.sqlite", false)]
    [InlineData("Postgres", CrmTenancy.Schema, "Host=db;Database=crm;Password=hush", true)]
    [InlineData("Postgres", CrmTenancy.Column, "Host=db;Database=crm;Password=hush", true)]
    [InlineData("Postgres", CrmTenancy.Database, "Host=db;Database=crm_{tenant};Password=hush", false)]
    public async Task Tenants_of_one_database_have_one_name_for_it_that_tells_no_password(string provider, CrmTenancy tenancy, string database, bool isShared)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddCrm(options =>
            {
                (options.Provider, options.Tenancy, options.Database) = (provider, tenancy, database);
                if (tenancy is CrmTenancy.Schema) options.Schema = "tenant_{tenant}";
                if (tenancy is CrmTenancy.Column) options.TenantColumn = "account_id";
                foreach (var id in new[] { "acme", "other" })
                    options.Tenants.Add(new CrmTenantOptions { Id = id, Region = "eu", TimeZone = "Etc/UTC", Country = "FR", Edition = "Free" });
            })
            .BuildServiceProvider();
        var crm = services.GetRequiredService<ICrmSource>();

        var one = await crm.DatabaseOfAsync(new TenantId("eu", "acme"), TestContext.Current.CancellationToken);
        var other = await crm.DatabaseOfAsync(new TenantId("eu", "other"), TestContext.Current.CancellationToken);

        Assert.Equal(isShared, one == other);
        Assert.DoesNotContain("hush", one, StringComparison.Ordinal);
    }
}
