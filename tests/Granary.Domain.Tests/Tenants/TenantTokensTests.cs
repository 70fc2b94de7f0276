using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class TenantTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 10, 0, 0, TimeSpan.Zero);
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly TenantId Acme = new("eu", "acme");

    private readonly Tenant tenant = new();

    [Fact]
    public void Created_it_lets_in_until_it_expires_to_the_second_and_the_log_says_who_created_it()
    {
        var secret = TokenSecret.Create(Acme);

        var token = Create(secret, expiresAt: Now.AddDays(30), scopes: [ApiScope.ReadLog, ApiScope.ReadBackups, ApiScope.ReadLog]);

        Assert.Equal([ApiScope.ReadBackups, ApiScope.ReadLog], token.Scopes);
        Assert.Equal(token, tenant.FindToken(secret.Sha256(), Now.AddDays(30).AddSeconds(-1)));
        Assert.Null(tenant.FindToken(secret.Sha256(), Now.AddDays(30)));
        Assert.Null(tenant.FindToken(TokenSecret.Create(Acme).Sha256(), Now));
        Assert.Equal(new LogEntry(1, Now, LogEvent.TokenCreated, Sophia, null, "nightly copy"), Assert.Single(tenant.Log.Entries));
    }

    [Fact]
    public void Revoked_it_lets_nobody_in_from_that_moment_and_is_revoked_once()
    {
        var secret = TokenSecret.Create(Acme);
        var token = Create(secret);

        Assert.True(tenant.RevokeToken(Sophia, token.Number, Now.AddHours(1)));
        Assert.False(tenant.RevokeToken(Sophia, token.Number, Now.AddHours(2)));
        Assert.False(tenant.RevokeToken(Sophia, new TokenNumber(1), Now));

        Assert.Null(tenant.FindToken(secret.Sha256(), Now.AddHours(1)));
        Assert.Equal(Now.AddHours(1), Assert.Single(tenant.Tokens).RevokedAt);
        Assert.Equal([LogEvent.TokenCreated, LogEvent.TokenRevoked], tenant.Log.Entries.Select(entry => entry.Event));
    }

    [Fact]
    public void Revoked_it_takes_with_it_what_was_created_with_it_however_far_and_nothing_else()
    {
        var first = Create(TokenSecret.Create(Acme), null, ApiScope.ManageTokens, ApiScope.ReadLog);
        var second = CreateWith(first, "second");
        var third = CreateWith(second, "third");
        var other = Create(TokenSecret.Create(Acme), null, ApiScope.ManageTokens);
        var ofOther = CreateWith(other, "of the other");
        // A person may have the id that looks like a token's number.
        var ofPerson = ((TokenAnswer.Created)tenant.CreateToken(Sophia with { Id = first.Number.ToString() }, new TokenRequest("by hand", [ApiScope.ReadLog], null), "h", Now)).Token;
        var log = tenant.Log.Last;

        Assert.True(tenant.RevokeToken(Sophia, first.Number, Now.AddHours(1)));

        Assert.Equal([first.Number, second.Number, third.Number], tenant.Tokens.Where(token => token.RevokedAt == Now.AddHours(1)).Select(token => token.Number));
        Assert.All([other, ofOther, ofPerson], token => Assert.Contains(token, tenant.Tokens));
        Assert.Equal(["nightly copy", "second", "third"], tenant.Log.After(log).Select(entry => entry.Detail));
        Assert.All(tenant.Log.After(log), entry => Assert.Equal((LogEvent.TokenRevoked, Sophia), (entry.Event, entry.Actor)));
    }

    [Fact]
    public void What_a_token_created_goes_also_when_what_is_between_them_is_over()
    {
        var first = Create(TokenSecret.Create(Acme), null, ApiScope.ManageTokens);
        var second = CreateWith(first, "second", Now.AddDays(2));
        CreateWith(second, "third", Now.AddDays(2));
        // As a version before this one left it.
        tenant.Tokens[1] = second with { RevokedAt = Now };

        tenant.RevokeToken(Sophia, first.Number, Now.AddDays(1));

        Assert.Equal([Now.AddDays(1), Now, Now.AddDays(1)], tenant.Tokens.Select(token => token.RevokedAt!.Value));
    }

    [Theory]
    [InlineData("", TokenRefusal.WrongName)]
    [InlineData(" \t ", TokenRefusal.WrongName)]
    [InlineData("two\nlines", TokenRefusal.WrongName)]
    [InlineData("turned \u202Earound", TokenRefusal.WrongName)]
    [InlineData("a paragraph\u2029", TokenRefusal.WrongName)]
    public void A_name_has_to_be_readable(string name, TokenRefusal refusal) => AssertRefused(refusal, new TokenRequest(name, [ApiScope.ReadLog], null));

    [Fact]
    public void Wishes_that_cannot_be_met_are_refused_and_change_nothing()
    {
        AssertRefused(TokenRefusal.WrongName, new TokenRequest(new string('x', TokenRequest.LongestName + 1), [ApiScope.ReadLog], null));
        AssertRefused(TokenRefusal.NoScope, new TokenRequest("x", [], null));
        AssertRefused(TokenRefusal.NoScope, new TokenRequest("x", [(ApiScope)99], null));
        AssertRefused(TokenRefusal.WrongExpiry, new TokenRequest("x", [ApiScope.ReadLog], Now));
        AssertRefused(TokenRefusal.WrongExpiry, new TokenRequest("x", [ApiScope.ReadLog], Now + TokenRequest.LongestLife + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Without_a_wish_it_lasts_as_long_as_any_may() =>
        Assert.Equal(Now + TokenRequest.LongestLife, Create(TokenSecret.Create(Acme), expiresAt: null).ExpiresAt);

    [Fact]
    public void A_token_creates_only_what_may_do_no_more_and_no_longer_than_itself()
    {
        var own = Create(TokenSecret.Create(Acme), Now.AddDays(10), ApiScope.ManageTokens, ApiScope.ReadLog);

        AssertRefused(TokenRefusal.MoreThanOwn, new TokenRequest("x", [ApiScope.ReadLog, ApiScope.DownloadArchives], Now.AddDays(1)), own.ToActor());
        AssertRefused(TokenRefusal.MoreThanOwn, new TokenRequest("x", [ApiScope.ReadLog], Now.AddDays(10).AddTicks(1)), own.ToActor());
        AssertRefused(TokenRefusal.MoreThanOwn, new TokenRequest("x", [ApiScope.ReadLog], null), own.ToActor() with { Id = "1" });

        var child = ((TokenAnswer.Created)tenant.CreateToken(own.ToActor(), new TokenRequest("x", [ApiScope.ReadLog], null), "d", Now)).Token;
        Assert.Equal(own.ExpiresAt, child.ExpiresAt);
        tenant.RevokeToken(Sophia, own.Number, Now);
        AssertRefused(TokenRefusal.MoreThanOwn, new TokenRequest("x", [ApiScope.ReadLog], null), own.ToActor());
    }

    [Fact]
    public void Use_is_noted_once_an_hour()
    {
        var number = Create(TokenSecret.Create(Acme)).Number;

        Assert.True(tenant.UseToken(number, Now));
        Assert.False(tenant.UseToken(number, Now.AddMinutes(59)));
        Assert.True(tenant.UseToken(number, Now.AddMinutes(60)));
        Assert.Equal(Now.AddMinutes(60), tenant.Tokens[0].LastUsedAt);
    }

    [Fact]
    public void There_are_not_too_many_and_old_ones_are_forgotten()
    {
        for (var i = 0; i < Tenant.MostTokens; i++) Create(TokenSecret.Create(Acme));
        AssertRefused(TokenRefusal.TooMany, new TokenRequest("x", [ApiScope.ReadLog], null));
        foreach (var token in tenant.Tokens.ToList()) tenant.RevokeToken(Sophia, token.Number, Now);

        var newest = Create(TokenSecret.Create(Acme));

        Assert.Equal(Tenant.KeptTokens + 1, tenant.Tokens.Count);
        Assert.Equal(newest, tenant.Tokens[^1]);
        Assert.Distinct(tenant.Tokens.Select(token => token.Number));
    }

    private ApiToken Create(TokenSecret secret, DateTimeOffset? expiresAt = null, params ApiScope[] scopes) =>
        ((TokenAnswer.Created)tenant.CreateToken(Sophia, new TokenRequest(" nightly copy ", scopes is [] ? [ApiScope.ReadLog] : scopes, expiresAt), secret.Sha256(), Now)).Token;

    private ApiToken CreateWith(ApiToken creator, string name, DateTimeOffset? expiresAt = null) =>
        ((TokenAnswer.Created)tenant.CreateToken(creator.ToActor(), new TokenRequest(name, [ApiScope.ManageTokens], expiresAt), name, Now)).Token;

    private void AssertRefused(TokenRefusal refusal, TokenRequest request, Actor? actor = null)
    {
        var (tokens, log) = (tenant.Tokens.Count, tenant.Log.Last);
        Assert.Equal(new TokenAnswer.Refused(refusal), tenant.CreateToken(actor ?? Sophia, request, "digest", Now));
        Assert.Equal((tokens, log), (tenant.Tokens.Count, tenant.Log.Last));
    }
}
