namespace Granary.Domain.Backups;

/// <summary>The step that failed. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.FaultStage")]
public enum FaultStage
{
    Snapshot,
    Export,
    Assembly,
    Verification,
}
