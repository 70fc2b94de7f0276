using Granary.Adapters.Postgres.Ties;

namespace Granary.Adapters.Tests.Crm.Ties;

public sealed class LinkTests
{
    [Fact]
    public void The_row_of_the_tenant()
    {
        var link = Read("accounts.id");
        Assert.Equal((new LinkTable(null, "accounts"), "id"), (link.Table, link.Column));
        Assert.Empty(link.Targets);
    }

    [Theory]
    [InlineData("team_members.team_id -> teams.id", false)]
    [InlineData("  team_members.team_id<-teams.id ", true)]
    [InlineData("team_members . team_id->teams.id", false)]
    public void A_row_that_points_or_is_pointed_to(string text, bool isBackward)
    {
        var link = Read(text);
        Assert.Equal((new LinkTable(null, "team_members"), "team_id", isBackward), (link.Table, link.Column, link.IsBackward));
        Assert.Equal([new LinkTarget(null, new LinkTable(null, "teams"), "id")], link.Targets);
    }

    [Fact]
    public void A_pair_of_type_and_id()
    {
        var link = Read(@"crm.notes.record_type/record_id -> Lead=leads.id, Sales::Deal=sales.deals.deal_id, ""a=b, c""=x.y, App\Org=orgs.id, 7=z.id");
        Assert.Equal((new LinkTable("crm", "notes"), "record_type", "record_id"), (link.Table, link.TypeColumn, link.Column));
        Assert.Equal(
            [
                new("Lead", new LinkTable(null, "leads"), "id"), new("Sales::Deal", new LinkTable("sales", "deals"), "deal_id"), new("a=b, c", new LinkTable(null, "x"), "y"),
                new(@"App\Org", new LinkTable(null, "orgs"), "id"), new LinkTarget("7", new LinkTable(null, "z"), "id"),
            ],
            link.Targets);
    }

    [Fact]
    public void Names_with_signs_stand_in_quotes_and_are_written_so()
    {
        var table = new LinkTable("a.b", "my \"table\"");
        var link = Link.ByType(table, "kind, of", "i->d", [new LinkTarget("x=1", table, "Id"), new LinkTarget("", new LinkTable(null, "é"), "b")]);
        var read = Read(link.Text);
        Assert.Equal((link.Table, link.TypeColumn, link.Column), (read.Table, read.TypeColumn, read.Column));
        Assert.Equal(link.Targets, read.Targets);
        Assert.Equal(link.Text, Link.ByType(read.Table, read.TypeColumn!, read.Column, read.Targets).Text);
    }

    [Theory]
    [InlineData("", "write 'table.column'")]
    [InlineData("accounts", "write 'accounts.' and a column")]
    [InlineData("team_members -> teams.id", "write 'team_members.' and a column")]
    [InlineData("team_members.team_id -> teams", "write 'teams.' and a column")]
    [InlineData("team_members.team_id ->", "at the end")]
    [InlineData("-> teams.id", "before '->'")]
    [InlineData("a.b.c.d -> teams.id", "instead of 'a.b.c.d'")]
    [InlineData("a.x -> b.y -> c.z", "before '->'")]
    [InlineData("a.x b.y", "before 'b'")]
    [InlineData("a.x -> b.y, c.z", "before ','")]
    [InlineData("notes.type/id", "'-> Value=table.column' at the end")]
    [InlineData("notes.type/id <- leads.id", "'-> Value=table.column' before '<-'")]
    [InlineData("notes.type/id -> leads.id", "'leads=table.column' instead of 'leads'")]
    [InlineData("notes.type/id -> Lead=leads.id, Lead=deals.id", "'Lead' only once")]
    [InlineData("notes.type/id -> Lead=leads.id,", "at the end")]
    [InlineData("\"open.x -> b.y", "before '\"'")]
    public void What_is_no_link_says_what_to_write(string text, string fault)
    {
        Assert.False(Link.TryParse(text, out _, out var error));
        Assert.StartsWith($"is '{text}': ", error, StringComparison.Ordinal);
        Assert.Contains(fault, error, StringComparison.Ordinal);
    }

    private static Link Read(string text)
    {
        Assert.True(Link.TryParse(text, out var link, out var error), error);
        return link;
    }
}
