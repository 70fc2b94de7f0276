using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Crm.RoundTrips;
using Granary.Testing.Postgres;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>A real database with a tenant column that a third of its tables lack, and three foreign keys in all.</summary>
public sealed class ChatwootTests
{
    private static readonly string[] Links =
    [
        "accounts.id",
        "users.id <- account_users.user_id",
        "contact_inboxes.contact_id -> contacts.id",
        "team_members.team_id -> teams.id",
        "inbox_members.inbox_id -> inboxes.id",
        "inbox_assignment_policies.inbox_id -> inboxes.id",
        "inbox_capacity_limits.inbox_id -> inboxes.id",
        "captain_inboxes.inbox_id -> inboxes.id",
        "portals_members.portal_id -> portals.id",
        "related_categories.category_id -> categories.id",
        "article_embeddings.article_id -> articles.id",
        "notification_subscriptions.user_id -> users.id",
        "taggings.taggable_type/taggable_id -> Contact=contacts.id, Conversation=conversations.id",
        "tags.id <- taggings.tag_id",
        "access_tokens.owner_type/owner_id -> User=users.id, AgentBot=agent_bots.id",
        "platform_app_permissibles.permissible_type/permissible_id -> Account=accounts.id, User=users.id",
        "platform_apps.id <- platform_app_permissibles.platform_app_id",
        "audits.auditable_type/auditable_id -> Account=accounts.id",
        "audits.associated_type/associated_id -> Account=accounts.id",
        "active_storage_variant_records.blob_id -> active_storage_blobs.id",
        "active_storage_attachments.record_type/record_id -> Attachment=attachments.id, Contact=contacts.id, Inbox=inboxes.id, User=users.id, Account=accounts.id",
    ];

    private static readonly string[] Untied = ["action_mailbox_inbound_emails", "ar_internal_metadata", "installation_configs", "schema_migrations"];

    [Theory]
    [InlineData(null)]
    [InlineData("NULL")]
    public async Task Each_account_has_exactly_its_rows_and_shares_those_that_are_shared(string? sharedKey)
    {
        await TestData.PostgresAsync("chatwoot");
        await using var chatwoot = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(template: "chatwoot");
        await chatwoot.ExecuteAsync(await File.ReadAllTextAsync(RepositoryRoot.At("tests", "Granary.Adapters.Tests", "Crm", "Postgres", "chatwoot-more.sql"), TestContext.Current.CancellationToken));
        await using var crm = new RealCrm(chatwoot, CrmTenancy.Column, options =>
        {
            options.TenantColumn = "account_id";
            options.SharedKey = sharedKey;
            options.TenantQuery = "SELECT 'account-' || id AS id, name, id AS key FROM accounts ORDER BY id";
            foreach (var link in Links) options.Links.Add(link);
        });
        Assert.Equal(["account-1", "account-2", "account-3"], await crm.TenantsAsync());
        var tables = (await RoundTrip.WholeTablesAsync(chatwoot)).Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var key in new[] { 1, 2, 3 })
        {
            var (manifest, withSecrets) = await crm.RoundTripAsync($"account-{key}", module => $"public.{module} AS t WHERE {Of(module, key, sharedKey is not null)}");
            Assert.Equal(tables.Except(Untied), manifest.Modules.Select(module => module.Name).Order(StringComparer.Ordinal));
            Assert.Equal(Untied, manifest.Excluded.Where(exclusion => exclusion.Cause is ExclusionCause.Untied).Select(exclusion => exclusion.Name).Order(StringComparer.Ordinal));
            Assert.All(manifest.Modules, module => Assert.NotEmpty(module.Parts));
            Assert.Empty(manifest.Warnings);
            Assert.Contains(withSecrets.Modules.Single(module => module.Name == "users").Columns, column => column.Name == "encrypted_password");
            Assert.DoesNotContain(manifest.Modules.Single(module => module.Name == "users").Columns, column => column.Name == "encrypted_password");
        }
    }

    /// <summary>Which rows of a table an account has, as somebody says it who knows what the tables mean.</summary>
    private static string Of(string table, int account, bool withShared)
    {
        var own = withShared ? $"(account_id = {account} OR account_id IS NULL)" : $"account_id = {account}";
        var users = $"(SELECT user_id FROM public.account_users WHERE {own})";
        var tagged = $"(taggable_type = 'Contact' AND taggable_id IN {Owned("contacts")} OR taggable_type = 'Conversation' AND taggable_id IN {Owned("conversations")})";
        var permitted = $"(permissible_type = 'Account' AND permissible_id = {account} OR permissible_type = 'User' AND permissible_id IN {users})";
        var stored = $"""
            (record_type = 'Attachment' AND record_id IN {Owned("attachments")} OR record_type = 'Contact' AND record_id IN {Owned("contacts")}
            OR record_type = 'Inbox' AND record_id IN {Owned("inboxes")} OR record_type = 'User' AND record_id IN {users} OR record_type = 'Account' AND record_id = {account})
            """;
        var blobs = $"(SELECT blob_id FROM public.active_storage_attachments WHERE {stored})";
        return table switch
        {
            "accounts" => $"id = {account}",
            "users" => $"id IN {users}",
            "contact_inboxes" => $"contact_id IN {Owned("contacts")}",
            "team_members" => $"team_id IN {Owned("teams")}",
            "inbox_members" or "inbox_assignment_policies" or "inbox_capacity_limits" or "captain_inboxes" => $"inbox_id IN {Owned("inboxes")}",
            "portals_members" => $"portal_id IN {Owned("portals")}",
            "related_categories" => $"category_id IN {Owned("categories")}",
            "article_embeddings" => $"article_id IN {Owned("articles")}",
            "notification_subscriptions" => $"user_id IN {users}",
            "taggings" => tagged,
            "tags" => $"id IN (SELECT tag_id FROM public.taggings WHERE {tagged})",
            "access_tokens" => $"(owner_type = 'User' AND owner_id IN {users} OR owner_type = 'AgentBot' AND owner_id IN {Owned("agent_bots")})",
            "platform_app_permissibles" => permitted,
            "platform_apps" => $"id IN (SELECT platform_app_id FROM public.platform_app_permissibles WHERE {permitted})",
            "audits" => $"(auditable_type = 'Account' AND auditable_id = {account} OR associated_type = 'Account' AND associated_id = {account})",
            "active_storage_attachments" => stored,
            "active_storage_blobs" => $"id IN {blobs}",
            "active_storage_variant_records" => $"blob_id IN {blobs}",
            _ => own,
        };

        string Owned(string parents) => $"(SELECT id FROM public.{parents} WHERE {own})";
    }
}
