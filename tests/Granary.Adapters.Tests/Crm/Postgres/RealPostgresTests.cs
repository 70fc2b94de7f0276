using Granary.Adapters.Crm;
using Granary.Archive.Manifests;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Databases of real products: backups that are read back to exactly what is there.</summary>
public sealed class RealPostgresTests
{
    [Fact]
    public async Task A_schema_for_each_org_that_a_query_finds()
    {
        var npsp = await TestData.PostgresAsync("npsp");
        await using var crm = new RealCrm(npsp, CrmTenancy.Schema, options => options.TenantQuery =
            "SELECT trim('-' FROM regexp_replace(lower(nspname), '[^a-z0-9_]+', '-', 'g')) AS id, nspname AS schema FROM pg_namespace WHERE nspname ILIKE 'org%' ORDER BY 1");
        Assert.Equal(["org-qa", "org_1k", "org_dev", "org_rd2", "org_trailhead"], (await crm.TenantsAsync()).Order(StringComparer.Ordinal));
        foreach (var (tenant, schema) in new[] { ("org-qa", "org \"QA\""), ("org_1k", "org_1k"), ("org_dev", "org_Dev"), ("org_rd2", "org_rd2"), ("org_trailhead", "org_trailhead") })
            await crm.RoundTripAsync(tenant, await RoundTrip.WholeTablesAsync(npsp, schema));
    }

    [Fact]
    public async Task A_schema_for_each_tenant_with_views_of_which_one_was_never_filled()
    {
        var demo = await TestData.PostgresAsync("demo_tenants");
        // The others gather names in the order in which the planner happens to come upon them.
        string[] views = ["customer_list", "rental_by_category", "sales_by_film_category", "sales_by_store", "staff_list"];
        await using var crm = new RealCrm(demo, CrmTenancy.Schema, options =>
        {
            options.Schema = "tenant_{tenant}";
            foreach (var view in views) options.Views.Add(view);
            foreach (var id in new[] { "pagila", "northwind", "chinook" }) options.Tenants.Add(new CrmTenantOptions { Id = id });
            options.Tenants.Add(new CrmTenantOptions { Id = "chinook-14", Schema = "Tenant Chinook-1.4" });
        });
        var tables = (await RoundTrip.WholeTablesAsync(demo, "tenant_pagila")).ToDictionary();
        foreach (var view in views) tables.Add(view, $"tenant_pagila.{view} AS t");
        var (pagila, _) = await crm.RoundTripAsync("pagila", tables, "rental_by_category");
        Assert.Contains(pagila.Warnings, warning => warning.Module == "rental_by_category" && warning.Detail!.Contains("REFRESH MATERIALIZED VIEW", StringComparison.Ordinal));
        // A trigger makes this one: for the database it is a column like any other.
        Assert.Contains("fulltext", Columns(pagila, "film"));
        await crm.RoundTripAsync("northwind", await RoundTrip.WholeTablesAsync(demo, "tenant_northwind"));
        await crm.RoundTripAsync("chinook", await RoundTrip.WholeTablesAsync(demo, "tenant_chinook"));
        await crm.RoundTripAsync("chinook-14", await RoundTrip.WholeTablesAsync(demo, "Tenant Chinook-1.4"));
    }

    [Fact]
    public async Task One_tenant_in_several_schemas_with_bytes_xml_and_documents()
    {
        var works = await TestData.PostgresAsync("adventureworks");
        await using var crm = new RealCrm(works, CrmTenancy.Single, options =>
        {
            options.Tenants.Add(new CrmTenantOptions { Id = "works" });
            options.Attachments = new CrmAttachmentOptions
            {
                Table = "production.document", IdColumn = "documentnode", Module = "production.document", RecordIdColumn = "documentnode",
                FileNameColumn = "filename", ContentColumn = "document", Where = "document IS NULL", Reason = "Folders have no content.", AsModule = true,
            };
        });
        var (manifest, withSecrets) = await crm.RoundTripAsync("works", await RoundTrip.WholeTablesAsync(works));
        Assert.Equal(
            await works.QueryAsync<string>("SELECT encode(sha256(document), 'hex') FROM production.document WHERE document IS NOT NULL ORDER BY 1"),
            manifest.Archives.Where(archive => archive.Name.StartsWith("Attachments_", StringComparison.Ordinal)).SelectMany(archive => archive.Entries).Select(entry => entry.Sha256).Order(StringComparer.Ordinal));
        Assert.Empty(manifest.Warnings);
        Assert.Contains(manifest.Excluded, exclusion => exclusion is { Name: "hr.d", Cause: ExclusionCause.View });
        Assert.Equal(["passwordhash", "passwordsalt"], Columns(withSecrets, "person.password").Except(Columns(manifest, "person.password")));
    }

    [Fact]
    public async Task One_tenant_behind_row_level_security_that_the_role_may_pass()
    {
        var atomic = await TestData.PostgresAsync("atomic_crm");
        await using var crm = new RealCrm(atomic, CrmTenancy.Single, options => options.Tenants.Add(new CrmTenantOptions { Id = "atomic" }));
        var (manifest, _) = await crm.RoundTripAsync("atomic", await RoundTrip.WholeTablesAsync(atomic));
        Assert.Equal(500, manifest.Modules.Single(module => module.Name == "contacts").Rows);
    }

    [Fact]
    public async Task A_database_for_each_tenant()
    {
        var server = await PostgresServer.SharedAsync();
        await using var one = await server.CreateDatabaseAsync();
        await using var two = await server.CreateDatabaseAsync();
        foreach (var database in new[] { one, two })
        {
            await database.ExecuteAsync($"CREATE TABLE owner AS SELECT '{database.Name}' AS name; CREATE TABLE of_{database.Name} AS SELECT 1 AS one");
            await using var crm = new RealCrm(database, CrmTenancy.Database, options =>
            {
                options.Database = one.ConnectionString.Replace(one.Name, "{tenant}", StringComparison.Ordinal);
                options.Tenants.Add(new CrmTenantOptions { Id = one.Name });
                options.Tenants.Add(new CrmTenantOptions { Id = "two", Database = two.ConnectionString });
            });
            await crm.RoundTripAsync(database == one ? one.Name : "two", await RoundTrip.WholeTablesAsync(database));
        }
    }

    private static IEnumerable<string> Columns(Manifest manifest, string module) => manifest.Modules.Single(candidate => candidate.Name == module).Columns.Select(column => column.Name);
}
