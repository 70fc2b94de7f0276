namespace Granary.Domain.Backups;

/// <summary>What a backup is to do now.</summary>
[GenerateSerializer, Alias("granary.Turn")]
public enum Turn
{
    /// <summary>Its tenant does not know it, or it has ended: clear away what is left of it.</summary>
    Over,

    /// <summary>Another one of its tenant is before it.</summary>
    Wait,

    /// <summary>Run.</summary>
    Run,
}
