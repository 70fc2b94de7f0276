using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Grains;

/// <summary>Turns an exception into the fault that is stored, logged and shown.</summary>
internal static class Faults
{
    public static Fault Of(Exception exception, FaultStage stage) => exception switch
    {
        FaultException known => known.Fault,
        IOException or UnauthorizedAccessException => new Fault(stage, FaultSide.Store, true, exception.Message),
        InvalidDataException => new Fault(FaultStage.Verification, FaultSide.Store, true, exception.Message),
        TransientException => new Fault(stage, SideOf(stage), true, exception.Message),
        _ => new Fault(stage, SideOf(stage), false, exception.Message),
    };

    private static FaultSide SideOf(FaultStage stage) =>
        stage is FaultStage.Snapshot or FaultStage.Export ? FaultSide.Crm : FaultSide.Store;
}
