using System.Text.Json;
using Granary.Domain.Ports;

namespace Granary.Domain.Backups;

/// <summary>Why something failed: stored, logged and shown unchanged.</summary>
/// <param name="Detail">For whoever repairs it: a sentence without row content and without secrets.</param>
[GenerateSerializer, Immutable, Alias("granary.Fault")]
public sealed record Fault(
    [property: Id(0)] FaultStage Stage,
    [property: Id(1)] FaultSide Side,
    [property: Id(2)] bool Retryable,
    [property: Id(3)] string Detail)
{
    /// <summary>True when it is of one module alone, so that the backup can do without that module.</summary>
    public bool IsOfModule => Side is FaultSide.Crm && Stage is FaultStage.Export;

    /// <summary>
    /// What an exception says that was met at a stage. One that nobody expected is a mistake of Granary's from the assembly on, where of the
    /// outside only the store is left; before, it cannot be told from what the CRM brings about.
    /// </summary>
    public static Fault Of(Exception exception, FaultStage stage) => exception switch
    {
        FaultException known => known.Fault,
        IOException or UnauthorizedAccessException => new Fault(stage, FaultSide.Store, true, exception.Message),
        InvalidDataException => new Fault(FaultStage.Verification, FaultSide.Store, true, exception.Message),
        SnapshotLostException => new Fault(FaultStage.Snapshot, FaultSide.Crm, true, exception.Message),
        TransientException transient => new Fault(stage, transient.Side ?? SideOf(stage), true, exception.Message),
        JsonException => new Fault(stage, SideOf(stage), false, exception.Message),
        _ => new Fault(stage, IsAtCrm(stage) ? FaultSide.Crm : FaultSide.Granary, false, exception.Message),
    };

    /// <summary>
    /// What ends a backup in which modules have failed; null when it can go on without them. A fault that is not of its
    /// module alone does, and so does a backup without a single module.
    /// </summary>
    /// <param name="failed">By what was exported: a module, or the attachments.</param>
    /// <param name="modules">Every module of the backup.</param>
    public static Fault? Ending(IReadOnlyDictionary<string, Fault> failed, IReadOnlyCollection<string> modules) =>
        failed.Values.FirstOrDefault(fault => !fault.IsOfModule) ??
        (modules.Count > 0 && modules.All(failed.ContainsKey) ? failed[modules.First()] : null);

    private static FaultSide SideOf(FaultStage stage) => IsAtCrm(stage) ? FaultSide.Crm : FaultSide.Store;

    private static bool IsAtCrm(FaultStage stage) => stage is FaultStage.Snapshot or FaultStage.Export;
}
