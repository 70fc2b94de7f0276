using Granary.Web.SignIn;

namespace Granary.Web.Tests.SignIn;

/// <summary>Who is an operator, of all that a provider may say: whoever gives profiles in one tenant lets nobody into all.</summary>
public sealed class ClaimReaderTests
{
    private static readonly Visitor Administrator = new("zoe", "Zoe", new("eu", "acme"), Profile.Administrator);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("acme", null, false)]
    [InlineData("eu/acme", null, false)]
    [InlineData("staff", "staff", true)]
    [InlineData(null, "staff", true)]
    [InlineData("acme", "staff", false)]
    public void An_operator_is_of_no_tenant_but_the_one_that_is_set_for_operators(string? tenant, string? operatorTenant, bool isOne)
    {
        var visitor = ClaimReader.VisitorOf(Claims(tenant), new ClaimOptions { OperatorTenant = operatorTenant });

        Assert.Equal(isOne ? Profile.Operator : null, visitor?.Profile);
    }

    [Fact]
    public void An_administrator_does_not_become_one_within_a_session() => Assert.Null(ClaimReader.VisitorOf(Claims(tenant: null), new ClaimOptions(), Administrator));

    private static ILookup<string, string> Claims(string? tenant) => new (string Name, string? Value)[] { ("sub", "zoe"), ("role", "operator"), ("tenant", tenant) }
        .Where(claim => claim.Value is not null).ToLookup(claim => claim.Name, claim => claim.Value!);
}
