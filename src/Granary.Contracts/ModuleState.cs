namespace Granary.Contracts;

/// <summary>Where a module of a backup stands.</summary>
[GenerateSerializer, Alias("granary.ModuleState")]
public enum ModuleState
{
    Waiting,
    Exporting,
    Done,
    Failed,
}
