using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Adapters.Tests.Crm;

public sealed class FakeCrmTests : LooseCrmSourceContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override Task<CrmHarness> OpenAsync(CrmScene scene) => Task.FromResult<CrmHarness>(new FakeHarness(scene));

    [Fact]
    public async Task Fails_at_a_row_as_often_as_it_was_told_and_then_goes_on()
    {
        var (crm, module, snapshot) = await OneModuleAsync();
        crm.Script.FailAt("Leads", 2, new TransientException("gone for a moment"), times: 2);
        await Assert.ThrowsAsync<TransientException>(() => snapshot.RecordsAsync(module, 0, Cancellation));
        await Assert.ThrowsAsync<TransientException>(() => snapshot.RecordsAsync(module, 1, Cancellation));
        Assert.Equal(4, (await snapshot.RecordsAsync(module, 0, Cancellation)).Count);
        Assert.Equal(2 + 1 + 4, crm.Script.RowsRead("Leads"));
    }

    [Fact]
    public async Task Stands_still_at_a_row_until_it_is_released()
    {
        var (crm, module, snapshot) = await OneModuleAsync();
        var pause = crm.Script.PauseAt("Leads", 3);
        var reading = snapshot.RecordsAsync(module, 0, Cancellation);
        await pause.Reached;
        Assert.False(reading.IsCompleted);
        Assert.Equal(3, crm.Script.RowsRead("Leads"));
        pause.Release();
        Assert.Equal(4, (await reading).Count);
    }

    [Fact]
    public async Task Fails_to_take_a_snapshot_when_told()
    {
        var (crm, _, _) = await OneModuleAsync();
        crm.Script.FailToTake(new TransientException("locked"));
        await Assert.ThrowsAsync<TransientException>(() => crm.TakeSnapshotAsync(new TenantId("eu", "acme"), new BackupId(2), 1, Cancellation));
        Assert.Single(crm.OpenSnapshots);
    }

    private static async Task<(FakeCrm, CrmModule, ICrmSnapshot)> OneModuleAsync()
    {
        var scene = new CrmScene();
        var tenant = scene.Add("eu", "acme", new SceneModule("Leads", "Id").With(1L).With(2L).With(3L).With(4L));
        var crm = new FakeCrm(scene, new FakeTimeProvider());
        var snapshot = await crm.TakeSnapshotAsync(tenant.Id, new BackupId(1), 1, Cancellation);
        return (crm, (await snapshot.DescribeAsync(Cancellation)).Modules[0], snapshot);
    }

    private sealed class FakeHarness : CrmHarness
    {
        private readonly FakeCrm crm;

        public FakeHarness(CrmScene scene) => crm = new FakeCrm(scene, Clock);

        public override ICrmSource Source => crm;

        public override ICrmSource Reopen() => crm.Reopen();

        public override Task WriteAsync(TenantId tenant, string module, object?[] cells, SceneAttachment attachment)
        {
            crm.Scene[tenant][module].With(cells);
            crm.Scene[tenant].Attachments.Add(attachment);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
