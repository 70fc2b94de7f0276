using Granary.Archive.Assembly;
using Granary.Archive.Verification;
using Granary.Domain.Backups;
using Granary.Testing.Crm;

namespace Granary.Archive.Tests.Backups;

/// <summary>A process dies between two writes.</summary>
public sealed class DyingTests
{
    [Fact]
    public async Task After_whichever_write_it_dies_there_is_the_whole_backup_or_none()
    {
        var deaths = 0;
        while (!await IsTakenAsync(writes: deaths)) deaths++;

        // A part, its module and column tables, an archive, the signature, the manifest.
        Assert.InRange(deaths, 6, 20);
    }

    private static async Task<bool> IsTakenAsync(int writes)
    {
        var token = TestContext.Current.CancellationToken;
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        using var backups = new BackupFixture();
        Publication? published;
        try
        {
            published = await backups.TakeAsync(scene, through: new DyingStore(backups.Store, writes));
        }
        catch (DyingStore.ProcessDiedException)
        {
            published = null;
        }

        var found = await new BackupPublisher(backups.Store, backups.Limits, backups.Key, TimeProvider.System).FindAsync(BackupFixture.Acme, BackupFixture.Id, token);
        Assert.Equal(published?.CreatedAt, found?.CreatedAt);
        if (published is not null) Assert.Empty(await BackupVerifier.VerifyAsync(backups.Output, backups.Key, token));
        return published is not null;
    }
}
