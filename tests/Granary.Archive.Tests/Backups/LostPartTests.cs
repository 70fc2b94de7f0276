using System.Text;
using Granary.Archive.Assembly;
using Granary.Testing.Crm;

namespace Granary.Archive.Tests.Backups;

public sealed class LostPartTests
{
    [Theory]
    [InlineData("Leads_001.part")]
    [InlineData("Leads_002.part")]
    [InlineData("Leads_003.part")]
    [InlineData("Attachments_001.part")]
    public async Task A_module_some_of_whose_parts_are_gone_is_never_published_with_the_others(string lost)
    {
        using var backups = new BackupFixture();
        backups.Limits.PartRows = 2;
        var leads = new SceneModule("Leads", "Id");
        for (var i = 0; i < 5; i++) leads.With($"{i}");
        var scene = new CrmScene();
        scene.Add("eu", "acme", leads).Attachments.Add(new SceneAttachment("1", "Leads", "1", "note.txt", Encoding.ASCII.GetBytes("a note")));

        await Assert.ThrowsAsync<InvalidDataException>(() => backups.TakeAsync(scene, lost: lost));

        Assert.Null(await new BackupPublisher(backups.Store, backups.Limits, backups.Key, TimeProvider.System)
            .FindAsync(BackupFixture.Acme, BackupFixture.Id, TestContext.Current.CancellationToken));
    }
}
