namespace Granary.Grains.Tests.Simulation;

/// <summary>What a backup of a tenant's CRM comes to.</summary>
internal enum Health
{
    Well,

    /// <summary>The file of an attachment is gone.</summary>
    FileMissing,

    /// <summary>One of the two modules cannot be read.</summary>
    ModuleDown,

    /// <summary>Neither module can be read.</summary>
    AllDown,
}
