namespace Granary.Adapters.Crm;

/// <summary>How the data of one tenant is told from that of another.</summary>
public enum CrmTenancy
{
    /// <summary>All tables of the database are the only tenant's.</summary>
    Single,

    /// <summary>Each tenant has a schema of its own.</summary>
    Schema,

    /// <summary>A column says whose a row is; a table without it is tied to one that has it.</summary>
    Column,

    /// <summary>Each tenant has a database of its own.</summary>
    Database,
}
