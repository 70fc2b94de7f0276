using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Domain.Tests.Backups;

public sealed class FaultTests
{
    private static readonly Fault OfModule = new(FaultStage.Export, FaultSide.Crm, false, "permission denied");
    private static readonly Fault OfStore = new(FaultStage.Export, FaultSide.Store, true, "disk full");
    private static readonly Fault OfSnapshot = new(FaultStage.Snapshot, FaultSide.Crm, true, "the snapshot is gone");

    public static TheoryData<Exception, FaultStage, FaultStage, FaultSide, bool> Exceptions => new()
    {
        { new TransientException("busy"), FaultStage.Snapshot, FaultStage.Snapshot, FaultSide.Crm, true },
        { new TransientException("busy"), FaultStage.Export, FaultStage.Export, FaultSide.Crm, true },
        { new TransientException("store away") { Side = FaultSide.Store }, FaultStage.Export, FaultStage.Export, FaultSide.Store, true },
        { new TransientException("busy"), FaultStage.Assembly, FaultStage.Assembly, FaultSide.Store, true },
        { new InvalidOperationException("no such table"), FaultStage.Export, FaultStage.Export, FaultSide.Crm, false },
        { new NullReferenceException("nothing"), FaultStage.Snapshot, FaultStage.Snapshot, FaultSide.Crm, false },
        { new InvalidOperationException("sequence"), FaultStage.Assembly, FaultStage.Assembly, FaultSide.Granary, false },
        { new NullReferenceException("nothing"), FaultStage.Verification, FaultStage.Verification, FaultSide.Granary, false },
        { new JsonException("no manifest"), FaultStage.Verification, FaultStage.Verification, FaultSide.Store, false },
        { new IOException("disk full"), FaultStage.Export, FaultStage.Export, FaultSide.Store, true },
        { new UnauthorizedAccessException("read-only"), FaultStage.Assembly, FaultStage.Assembly, FaultSide.Store, true },
        { new InvalidDataException("other bytes"), FaultStage.Assembly, FaultStage.Verification, FaultSide.Store, true },
        { new FaultException(OfSnapshot), FaultStage.Export, FaultStage.Snapshot, FaultSide.Crm, true },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void An_exception_says_stage_side_and_whether_to_try_again(Exception exception, FaultStage met, FaultStage stage, FaultSide side, bool retryable) =>
        Assert.Equal(new Fault(stage, side, retryable, exception.Message), Fault.Of(exception, met));

    [Fact]
    public void A_backup_goes_on_without_some_of_its_modules() =>
        Assert.Null(Fault.Ending(new Dictionary<string, Fault> { ["Leads"] = OfModule }, ["Leads", "Deals"]));

    [Fact]
    public void A_backup_goes_on_without_its_attachments() =>
        Assert.Null(Fault.Ending(new Dictionary<string, Fault> { ["Attachments"] = OfModule }, ["Leads"]));

    [Fact]
    public void A_backup_of_an_empty_crm_goes_on() =>
        Assert.Null(Fault.Ending(new Dictionary<string, Fault>(), []));

    [Fact]
    public void A_backup_in_which_no_module_could_be_read_ends() =>
        Assert.Equal(OfModule, Fault.Ending(new Dictionary<string, Fault> { ["Leads"] = OfModule, ["Deals"] = OfModule }, ["Leads", "Deals"]));

    [Fact]
    public void A_fault_that_is_not_of_its_module_alone_ends_the_backup()
    {
        Assert.Equal(OfStore, Fault.Ending(new Dictionary<string, Fault> { ["Leads"] = OfStore }, ["Leads", "Deals"]));
        Assert.Equal(OfSnapshot, Fault.Ending(new Dictionary<string, Fault> { ["Leads"] = OfModule, ["Deals"] = OfSnapshot }, ["Leads", "Deals", "Tasks"]));
    }
}
