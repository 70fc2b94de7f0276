namespace Granary.Domain.Ports;

/// <summary>What an exclusion leaves out. Stands in manifests by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.ExclusionKind")]
public enum ExclusionKind
{
    Table,
    Column,
    Rows,
    Attachments,
}
