using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;

namespace Granary.Grains.Tests;

/// <summary>Programs come in by what is stored, wherever the tenant's grain is.</summary>
public sealed class TokenTests
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    [Fact]
    public async Task A_token_is_good_after_a_crash_of_every_silo_and_a_revoked_one_is_not()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(), silos: 2);
        var (kept, revoked) = (TokenSecret.Create(Acme), TokenSecret.Create(Acme));
        await CreateAsync(cluster, kept);
        var token = await CreateAsync(cluster, revoked);
        Assert.NotNull((await cluster.Grains.Tokens(Acme).UseToken(revoked.Sha256()))?.LastUsedAt);
        Assert.True(await cluster.Grains.Tokens(Acme).RevokeToken(Sophia, token.Number));

        await cluster.StopAsync(killed: true);
        await cluster.StartAgainAsync(silos: 2);

        Assert.Null(await cluster.Grains.Tokens(Acme).UseToken(revoked.Sha256()));
        var found = await cluster.Grains.Tokens(Acme).UseToken(kept.Sha256());
        Assert.Equal([ApiScope.ReadBackups, ApiScope.DownloadArchives], found!.Scopes);
        var listed = await cluster.Grains.Tokens(Acme).GetTokens();
        Assert.Equal([token.Number, found.Number], listed.Select(one => one.Number));
        Assert.Equal([LogEvent.TokenRevoked, LogEvent.TokenCreated, LogEvent.TokenCreated], (await cluster.Grains.Tenant(Acme).GetLog(1, 10, LogFilter.All)).Entries.Select(entry => entry.Event));
    }

    [Fact]
    public async Task Nobody_is_kept_out_because_their_coming_cannot_be_noted()
    {
        await using var cluster = await TestCluster.StartAsync(Scene());
        var secret = TokenSecret.Create(Acme);
        await CreateAsync(cluster, secret);

        await cluster.ExecuteAsync("ALTER TABLE OrleansStorage RENAME TO Away");
        var used = await cluster.Grains.Tokens(Acme).UseToken(secret.Sha256());
        await cluster.ExecuteAsync("ALTER TABLE Away RENAME TO OrleansStorage");

        Assert.NotNull(used);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_has_no_tokens_and_gets_none()
    {
        await using var cluster = await TestCluster.StartAsync(Scene());
        var nobody = new TenantId("eu", "nobody");
        var secret = TokenSecret.Create(nobody);

        Assert.Null(await cluster.Grains.Tokens(nobody).UseToken(secret.Sha256()));
        await Assert.ThrowsAsync<UnknownTenantException>(() => cluster.Grains.Tokens(nobody).CreateToken(Sophia, new TokenRequest("x", [ApiScope.ReadLog], null), secret.Sha256()));
        Assert.Null(await cluster.Grains.Tokens(nobody).UseToken(secret.Sha256()));
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        await Wait.UntilAsync(async () => await management.GetActivationAddress(cluster.Grains.Tokens(nobody)) is null, "the end of the grain of a tenant that does not exist");
    }

    [Fact]
    public async Task The_token_of_a_tenant_that_has_left_lets_nobody_in()
    {
        var scene = Scene();
        await using var cluster = await TestCluster.StartAsync(scene);
        var secret = TokenSecret.Create(Acme);
        await CreateAsync(cluster, secret);

        scene.Tenants.Clear();

        Assert.Null(await cluster.Grains.Tokens(Acme).UseToken(secret.Sha256()));
    }

    private static CrmScene Scene()
    {
        var scene = new CrmScene();
        scene.Add(Acme.Region, Acme.Name);
        return scene;
    }

    private static async Task<ApiToken> CreateAsync(TestCluster cluster, TokenSecret secret) => Assert.IsType<TokenAnswer.Created>(await cluster.Grains.Tokens(Acme)
        .CreateToken(Sophia, new TokenRequest("nightly copy", [ApiScope.DownloadArchives, ApiScope.ReadBackups], null), secret.Sha256())).Token;
}
