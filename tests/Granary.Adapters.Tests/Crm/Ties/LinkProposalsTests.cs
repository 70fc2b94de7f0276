using Granary.Adapters.Postgres;
using Granary.Adapters.Postgres.Ties;

namespace Granary.Adapters.Tests.Crm.Ties;

public sealed class LinkProposalsTests
{
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["access_tokens.owner_type"] = ["AgentBot", "User", "PlatformApp"],
        ["taggings.taggable_type"] = ["Conversation", "Contact"],
        ["taggings.tagger_type"] = ["User"],
        ["audits.auditable_type"] = ["User", "Inbox", "Channel::Api"],
        ["audits.associated_type"] = ["Account"],
        ["audits.user_type"] = ["User"],
        ["files.record_type"] = ["Contact", "Gone"],
    };

    private static readonly IReadOnlyList<PostgresTable> Support = Tables.Of(
        "access_tokens: id! owner_type:varchar owner_id",
        "account_users: id! account_id user_id",
        "accounts: id:int4! name:varchar",
        "agent_bots: id! account_id",
        "audits: id! auditable_id auditable_type:varchar associated_id associated_type:varchar user_id user_type:varchar",
        "blob_variants: id! blob_id!>blobs.id",
        "blobs: id!",
        "categories: id! account_id! parent_category_id",
        "channel_api: id! account_id!",
        "contact_inboxes: id! contact_id inbox_id source_id:text!",
        "contacts: id:int4! account_id! country_id",
        "conversations: id! account_id!",
        "countries: id!",
        "files: id! record_type:varchar! record_id! blob_id!>blobs.id",
        "inbox_members: id! user_id:int4! inbox_id:int4!",
        "inboxes: id:int4! account_id!",
        "leads_pool: id! country_id!",
        "notes: id! account_id! user_id",
        "platform_apps: id! name:varchar",
        "category_links: id! related_category_id",
        "schema_migrations: version:varchar!",
        "tags: id:int4! name:varchar",
        "taggings: id! tag_id:int4 taggable_type:varchar taggable_id:int4 tagger_type:varchar tagger_id:int4",
        "user_settings: id! user_id:text!",
        "subscriptions: id! user_id!",
        "users: id:int4! name:varchar");

    [Fact]
    public void What_a_person_would_write_is_proposed_and_what_a_person_would_not_is_not()
    {
        string[] expected =
        [
            "accounts.id",
            "category_links.related_category_id -> categories.id",
            "contact_inboxes.contact_id -> contacts.id",
            "contact_inboxes.inbox_id -> inboxes.id",
            "inbox_members.inbox_id -> inboxes.id",
            "users.id <- account_users.user_id",
            "audits.auditable_type/auditable_id -> Channel::Api=channel_api.id, Inbox=inboxes.id",
            "audits.associated_type/associated_id -> Account=accounts.id",
            "files.record_type/record_id -> Contact=contacts.id",
            "taggings.taggable_type/taggable_id -> Contact=contacts.id, Conversation=conversations.id",
            "blob_variants.blob_id -> blobs.id",
            "subscriptions.user_id -> users.id",
            "countries.id <- contacts.country_id",
            "tags.id <- taggings.tag_id",
            "access_tokens.owner_type/owner_id -> AgentBot=agent_bots.id, User=users.id",
        ];
        Assert.Equal(expected, Find(Support));

        var map = new TieMap(Support, Tables.Options(expected));
        Assert.Empty(map.Errors);
        Assert.Equal(
            ["leads_pool", "platform_apps", "schema_migrations", "user_settings"],
            Support.Where(table => map.Find(table) is null).Select(table => table.Name).Order(StringComparer.Ordinal));
        Assert.Empty(Find(Support, expected));
    }

    [Theory]
    [InlineData("crm_member: id! team_id", "crm_team: id! account_id!", "crm_member.team_id -> crm_team.id")]
    [InlineData("TeamMember: Id! teamId", "Team: Id! account_id!", "TeamMember.teamId -> Team.Id")]
    [InlineData("members: id! fk_team:uuid", "team: code:uuid! account_id!", "members.fk_team -> team.code")]
    [InlineData("members: id! id_person", "people: id! account_id!", "members.id_person -> people.id")]
    [InlineData("crm_lead: contact_ptr_id!", "crm_contact: id! account_id!", "crm_lead.contact_ptr_id -> crm_contact.id")]
    [InlineData("\"a b\": id! team_id", "hr.teams: id! account_id!", "\"\"\"a b\"\"\".team_id -> hr.teams.id")]
    [InlineData("branches_x: id! branch_id", "branches: id! account_id!", "branches_x.branch_id -> branches.id")]
    [InlineData("members: id! team_id:text", "teams: id! account_id!", null)]
    [InlineData("members: id! team", "teams: id! account_id!", null)]
    [InlineData("teams_old: id! teams_old_id", "crew: id! account_id!", null)]
    public void Names_are_understood_in_the_ways_schemas_write_them(string table, string target, string? link) =>
        Assert.Equal(link is null ? [] : [link], Find(Tables.Of(table, target)));

    private static IReadOnlyList<string> Find(IReadOnlyList<PostgresTable> tables, params string[] links) =>
        LinkProposals.Find(tables, Tables.Options(links), (table, column) => Values.GetValueOrDefault($"{table.Name}.{column}", []));
}
