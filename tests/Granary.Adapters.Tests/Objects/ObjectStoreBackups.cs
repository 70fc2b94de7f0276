using System.Security.Cryptography;
using Granary.Adapters.Objects;
using Granary.Archive.Verification;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Objects;

/// <summary>Whole backups on silos whose store fails.</summary>
public abstract class ObjectStoreBackups
{
    private const int Rows = 2 * TestCluster.PartRows;

    // Several looks for a manifest, each of a few requests.
    private const int WaitsAfter = 12;

    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private protected abstract IObjectServer Server { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary><c>tests/stores</c> has every verb fail, before and after; here is one of them.</summary>
    [Fact]
    public async Task After_a_store_that_fails_at_every_request_of_a_verb_the_next_backup_is_ready()
    {
        await using var proxy = await TroubledProxy.StartAsync(await Server.PrepareAsync(), Server.VerbOf);
        var store = Through(proxy);
        await using var cluster = await TestCluster.StartAsync(Scene(), configure: services => services.AddSingleton<IArchiveStore>(store));
        var cases = Server.Verbs.SelectMany(verb => new[] { Trouble.FailBefore, Trouble.FailAfter }.Select(trouble => (Verb: verb, Trouble: trouble))).ToArray();
        new Random(Campaign.Seed).Shuffle(cases);
        cases = [.. cases.Take(Campaign.Setting("GRANARY_STORES", 1))];
        await cluster.Grains.Tenant(Acme).SetUnits(Sophia, 2 * cases.Length);

        foreach (var (verb, trouble) in cases)
        {
            // Parts are only thrown away where others could not be sent.
            proxy.Plan((asked, _) => asked == verb || (verb is Verb.Discard && asked is Verb.PutPart) ? trouble : null);
            var id = await RequestAsync(cluster);
            Backup? found = null;
            await Wait.UntilAsync(
                async () => (found = await cluster.Grains.Tenant(Acme).FindBackup(id)) is { IsOpen: false } || (verb is Verb.Find && proxy.Troubled.Count >= WaitsAfter),
                $"the end of a backup with {trouble} of {verb}");
            // Some verbs belong to tidying, which comes after the end.
            await Wait.UntilAsync(() => proxy.Troubled.Count > 0, $"somebody asks to {verb}");
            Assert.True(found!.IsOpen == verb is Verb.Find, $"{trouble} of {verb}: {found.State}, {found.Fault}");

            proxy.Plan((_, _) => null);
            var troubled = await cluster.EndedAsync(Acme, id);
            // Nothing is begun, and no attempt burnt, while it is not known whether the backup is published already.
            if (verb is Verb.Find) Assert.Equal(1, troubled.Publication?.Epoch);
            Assert.True(troubled.State is BackupState.Ready || troubled.Fault!.Side is FaultSide.Store, $"{trouble} of {verb}: {troubled.State}, {troubled.Fault}");
            var next = await cluster.EndedAsync(Acme, await RequestAsync(cluster));

            Assert.True(next.State is BackupState.Ready, $"After {trouble} of {verb}: {next.State}, {next.Fault}");
            using var copy = await cluster.DownloadAsync(Acme, next);
            Assert.Empty(await BackupVerifier.VerifyAsync(copy.Path, cluster.Key, Token));
            foreach (var backup in new[] { troubled, next }) Assert.Equal(Published(backup), await store.ListAsync(ArchiveKey.Of(Acme, backup.Id), Token).ToListAsync(Token));
            Assert.Equal(0, await Server.CountUnfinishedAsync());
            TestContext.Current.TestOutputHelper!.WriteLine($"{trouble} of {verb}, {Server.GetType().Name}: {troubled.State}, then {next.State}");
        }
    }

    [Fact]
    public async Task A_store_that_is_away_in_the_middle_of_a_backup_costs_it_no_attempt()
    {
        await using var proxy = await TroubledProxy.StartAsync(await Server.PrepareAsync(), Server.VerbOf);
        await using var cluster = await TestCluster.StartAsync(Scene(), configure: services => services.AddSingleton<IArchiveStore>(Through(proxy)));
        var pause = cluster.Crm.Script.PauseAt("Leads", Rows - 1);
        var id = await RequestAsync(cluster);
        await pause.Reached;

        proxy.Plan((_, _) => Trouble.BusyBefore);
        pause.Release();
        await Wait.UntilAsync(() => proxy.Troubled.Count >= WaitsAfter, "a store that is asked again and again");
        var failures = await cluster.QueryAsync("SELECT CAST(json_extract(CAST(PayloadBinary AS TEXT), '$.Failures') AS TEXT) FROM OrleansStorage WHERE GrainTypeString = 'backup'", 0);
        proxy.Plan((_, _) => null);
        var ended = await cluster.EndedAsync(Acme, id);

        Assert.Equal(["0"], failures);
        Assert.Equal(BackupState.Ready, ended.State);
    }

    private static IEnumerable<ArchiveKey> Published(Backup backup) =>
        (backup.Publication?.Files ?? []).Select(file => ArchiveKey.Published(Acme, backup.Id, backup.Publication!.Epoch, file.Name)).OrderBy(key => key.ToString(), StringComparer.Ordinal);

    private static async Task<BackupId> RequestAsync(TestCluster cluster) =>
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;

    private ObjectArchiveStore Through(TroubledProxy proxy) =>
        new(Server.Open(proxy.Address, ObjectStoreStory.Sizes), new Patience(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeProvider.System), "", TimeSpan.Zero);

    // Each part is more than the store takes in one request.
    private static CrmScene Scene()
    {
        var leads = new SceneModule("Leads", "Id", "Text");
        for (var i = 0; i < Rows; i++) leads.With($"{i:0000}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(1_000)));
        var scene = new CrmScene();
        scene.Add("eu", "acme", leads);
        return scene;
    }
}
