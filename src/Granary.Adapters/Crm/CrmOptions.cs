using System.ComponentModel.DataAnnotations;

namespace Granary.Adapters.Crm;

/// <summary>
/// Where the data of the tenants is, and which of it a backup takes: the section <c>Granary:Crm</c>. A word in that section
/// that is not one of these properties stops the start, so that a mistyped exclusion cannot leave anything in.
/// </summary>
public sealed class CrmOptions
{
    public const string Section = "Granary:Crm";

    /// <summary>The kind of database: <c>Sqlite</c>, which is the default.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>
    /// The database file. <c>{tenant}</c> and <c>{region}</c> stand for those of each tenant: with more than one tenant each
    /// must get a file of its own. Relative paths begin at the working directory. No default.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>How long to wait for a database that somebody else has locked, in seconds. Default 5.</summary>
    [Range(0, 600)]
    public int BusySeconds { get; set; } = 5;

    /// <summary>
    /// Where the frozen copies of the data live while a backup runs; as large as the databases. Default
    /// <c>data/snapshots</c>; the host sets it to a directory in its data directory.
    /// </summary>
    public string SnapshotDirectory { get; set; } = Path.Combine("data", "snapshots");

    /// <summary>The tenants, in the order in which they are listed. At least one.</summary>
    public IList<CrmTenantOptions> Tenants { get; } = [];

    /// <summary>How people call the modules. A table that is not named here keeps its own name. Default none.</summary>
    public IList<CrmModuleOptions> Modules { get; } = [];

    /// <summary>What no backup contains. Default nothing: every table is a module with all its columns and rows.</summary>
    public IList<CrmExclusionOptions> Exclude { get; } = [];

    /// <summary>Where the attachments are. Default null: the CRM keeps none.</summary>
    public CrmAttachmentOptions? Attachments { get; set; }
}
