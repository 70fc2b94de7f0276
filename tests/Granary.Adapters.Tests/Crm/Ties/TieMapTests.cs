using Granary.Adapters.Postgres;
using Granary.Adapters.Postgres.Ties;

namespace Granary.Adapters.Tests.Crm.Ties;

public sealed class TieMapTests
{
    private static readonly IReadOnlyList<PostgresTable> Crm = Tables.Of(
        "accounts: id! country_id>countries.id",
        "countries: id! name:text",
        "leads_pool: id! country_id!>countries.id",
        "teams: id! account_id!>accounts.id",
        "team_members: id! team_id!>teams.id user_id!>users.id",
        "badges: id! member_id>team_members.id",
        "users: id!",
        "settings: id! user_id!>users.id",
        "schema_migrations: version:text!");

    [Theory]
    [InlineData("teams", "account_id")]
    [InlineData("accounts", "accounts.id")]
    [InlineData("team_members", "team_members.team_id -> teams.id")]
    [InlineData("badges", "badges.member_id -> team_members.id")]
    [InlineData("users", "users.id <- team_members.user_id")]
    [InlineData("countries", "countries.id <- accounts.country_id")]
    [InlineData("leads_pool", null)]
    [InlineData("settings", null)]
    [InlineData("schema_migrations", null)]
    public void Declared_keys_tie_a_table_but_not_through_what_tenants_share(string table, string? words) => Assert.Equal(words, Crm.Words(table));

    [Fact]
    public void A_link_may_lead_through_what_tenants_share()
    {
        Assert.Equal("settings.user_id -> users.id", Crm.Words("settings", "settings.user_id -> users.id"));
        Assert.Null(Tables.Of([.. Shared, "pages: id! setting_id>settings.id"]).Words("pages", "settings.user_id -> users.id"));
    }

    private static readonly string[] Shared = ["members: id! account_id! user_id>users.id", "users: id!", "settings: id! user_id"];

    [Fact]
    public void Links_replace_the_foreign_keys_of_their_table_and_any_of_them_ties() =>
        Assert.Equal(
            "team_members.user_id -> users.id; team_members.team_id -> teams.id",
            Crm.Words("team_members", "users.id <- teams.id", "team_members.user_id -> users.id", "team_members.team_id -> teams.id"));

    [Fact]
    public void A_key_that_no_row_lacks_is_enough_and_the_shortest_of_them()
    {
        var tables = Tables.Of(
            "teams: id! account_id!", "units: id! team_id!>teams.id",
            "a: id! unit_id!>units.id team_id!>teams.id other_id>teams.id", "b: id! unit_id>units.id team_id>teams.id", "c: id! team_id>teams.id unit_id!>units.id");
        Assert.Equal("a.team_id -> teams.id", tables.Words("a"));
        Assert.Equal("b.unit_id -> units.id; b.team_id -> teams.id", tables.Words("b"));
        Assert.Equal("c.unit_id -> units.id", tables.Words("c"));
    }

    [Fact]
    public void Everything_that_points_to_what_tenants_share_counts_however_far_it_is()
    {
        var tables = Tables.Of("accounts: id! address_id>addresses.id", "teams: id! account_id!>accounts.id", "orders: id! account_id! vendor_id>vendors.id", "vendors: id! address_id>addresses.id", "addresses: id!");
        Assert.Equal("addresses.id <- accounts.address_id; addresses.id <- vendors.address_id", tables.Words("addresses"));
    }

    [Fact]
    public void Circles_end_whatever_the_order_of_the_tables()
    {
        string[] lines =
        [
            "teams: id! account_id! a_id>a.id", "a: id! b_id>b.id self>a.id", "b: id! c_id>c.id", "c: id! a_id>a.id",
            "x: id! y_id!>y.id team_id>teams.id", "y: id! x_id!>x.id", "lone: id! lone_id>lonely.id", "lonely: id! lone_id>lone.id",
        ];
        var expected = Ties(Tables.Of(lines));
        Assert.Equal(5, expected.Count(tie => tie.Contains('<', StringComparison.Ordinal) || tie.StartsWith("x ", StringComparison.Ordinal) || tie.StartsWith("y ", StringComparison.Ordinal)));
        foreach (var offset in Enumerable.Range(0, lines.Length))
            Assert.Equal(expected, Ties(Tables.Of([.. lines.Skip(offset).Concat(lines.Take(offset)).Reverse()])));
        Assert.Contains("x x.team_id -> teams.id", expected);
        Assert.Contains("y y.x_id -> x.id", expected);
    }

    [Fact]
    public void Where_tenant_columns_point_to_two_tables_neither_is_taken_for_that_of_the_tenants()
    {
        var tables = Tables.Of("teams: id! account_id!>accounts.id", "banks: id! account_id!>bank_accounts.id", "accounts: id!", "bank_accounts: id!");
        Assert.Equal("accounts.id <- teams.account_id", tables.Words("accounts"));
        Assert.Equal("bank_accounts.id <- banks.account_id", tables.Words("bank_accounts"));
    }

    [Fact]
    public void Conditions_name_every_column_behind_an_alias()
    {
        var tables = Tables.Of("shop.orders: id! no! account_id!", "lines: id! order no! order+no>shop.orders.id+no", "notes: id! kind:text ref:text");
        var map = new TieMap(tables, Tables.Options("notes.kind/ref -> it's=lines.id"));
        Assert.Equal("t.\"account_id\" = 'o''1'", map.Find(tables.Named("shop.orders"))!.Condition("o'1"));
        Assert.Equal(
            """EXISTS (SELECT FROM ONLY "shop"."orders" AS t1 WHERE t."order" = t1."id" AND t."no" = t1."no" AND t1."account_id" = '1')""",
            map.Find(tables.Named("lines"))!.Condition("1"));
        Assert.Equal("lines.(order, no) -> shop.orders.(id, no)", map.Find(tables.Named("lines"))!.Words);
        Assert.Equal(
            """(t."kind" = 'it''s' AND EXISTS (SELECT FROM "public"."lines" AS t1 WHERE t."ref"::text = t1."id"::text AND EXISTS (SELECT FROM ONLY "shop"."orders" AS t2 WHERE t1."order" = t2."id" AND t1."no" = t2."no" AND t2."account_id" = '1')))""",
            map.Find(tables.Named("notes"))!.Condition("1"));
    }

    [Theory]
    [InlineData(null, "t.\"account_id\" = '1'", "(t.\"account_id\" IS NOT NULL) IS NOT TRUE")]
    [InlineData("NULL", "(t.\"account_id\" = '1' OR t.\"account_id\" IS NULL)", "(true) IS NOT TRUE")]
    [InlineData("0", "(t.\"account_id\" = '1' OR t.\"account_id\" = '0')", "(t.\"account_id\" IS NOT NULL) IS NOT TRUE")]
    public void Rows_of_all_are_each_tenants(string? shared, string condition, string orphans)
    {
        var options = Tables.Options();
        options.SharedKey = shared;
        var tie = new TieMap(Crm, options).Find(Crm.Named("teams"))!;
        Assert.Equal(condition, tie.Condition("1"));
        Assert.Equal(orphans, tie.OrphanCondition);
        Assert.Equal("t.\"id\" = '1'", new TieMap(Crm, options).Find(Crm.Named("accounts"))!.Condition("1"));
    }

    [Fact]
    public void Links_that_do_not_fit_are_told_at_once_with_what_to_write()
    {
        var errors = new TieMap(Crm, Tables.Options(
            "nonsense", "Users.id <- team_members.user_id", "users.Id <- team_members.user_id", "users.id <- team_members.name", "teams.id",
            "settings.id -> schema_migrations.version", "badges.id -> badges.member_id", "leads_pool.country_id -> gone.id", "countries.id <- accounts.country_id")).Errors;
        Assert.Equal(
            [
                "is 'nonsense': write 'nonsense.' and a column instead of 'nonsense'.",
                "is 'Users.id <- team_members.user_id': there is no table 'Users', write 'users'.",
                "is 'users.Id <- team_members.user_id': 'users' has no column 'Id', write 'id'.",
                "is 'users.id <- team_members.name': 'team_members' has no column 'name', write one of id, team_id, user_id.",
                "is 'teams.id': remove it: 'teams' has the column 'account_id', which says whose a row is.",
                "is 'settings.id -> schema_migrations.version': nothing ties 'schema_migrations' to a tenant, write a link for it too.",
                "is 'badges.id -> badges.member_id': remove it, a table cannot tie itself, or write how the first of its rows is tied.",
                "is 'leads_pool.country_id -> gone.id': there is no table 'gone', write 'table.column' or 'schema.table.column' of a table, or of a view that Views asks for.",
            ],
            errors.Select((error, index) => error.Replace($"Granary:Crm:Links:{index} ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Links_in_a_circle_are_an_error()
    {
        var tables = Tables.Of("teams: id! account_id!", "a: id! b_id team_id", "b: id!");
        var map = new TieMap(tables, Tables.Options("a.team_id -> teams.id", "a.b_id -> b.id", "b.id <- a.b_id"));
        Assert.Equal("Granary:Crm:Links:1 is 'a.b_id -> b.id': remove it, 'b' is itself tied by 'a'.", Assert.Single(map.Errors));
    }

    private static List<string> Ties(IReadOnlyList<PostgresTable> tables)
    {
        var map = new TieMap(tables, Tables.Options());
        return [.. tables.Select(table => $"{table.Name} {map.Find(table)?.Words}").Order(StringComparer.Ordinal)];
    }
}
