using System.Text.Json;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>What a server of stories is told: a CRM in a file for each tenant, and who may sign in.</summary>
internal static class StorySettings
{
    public static string Of(TemporaryDirectory directory, IEnumerable<(string Name, string Edition)> of)
    {
        var tenants = of.ToList();
        return JsonSerializer.Serialize(new
        {
            // What the server says when it listens; the demo says so itself.
            Logging = new { LogLevel = new Dictionary<string, string> { ["Microsoft.Hosting.Lifetime"] = "Information" } },
            Granary = new
            {
                Crm = new
                {
                    Database = directory.At("{tenant}.sqlite"),
                    Tenants = tenants.Select(tenant => new { Id = tenant.Name, tenant.Name, Region = "eu", TimeZone = "Europe/Paris", Country = "FR", tenant.Edition }),
                },
                Demo = new
                {
                    Enabled = true,
                    Users = tenants.SelectMany(tenant => new[] { "Ada", "Bea" }.Select(who =>
                        new { Id = $"{who}-{tenant.Name}", Name = $"{who} of {tenant.Name}", Tenant = $"eu/{tenant.Name}", Profile = "Administrator" })),
                },
            },
        });
    }
}
