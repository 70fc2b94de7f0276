namespace Granary.Adapters.Crm;

/// <summary>How people call a module.</summary>
public sealed class CrmModuleOptions
{
    /// <summary>The table. Tenants whose database has no such table are not affected.</summary>
    public string Table { get; set; } = "";

    /// <summary>The name people see. Default: the name of the table.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The labels of its columns. A column that is not named here keeps its own name. Default none.</summary>
    public IList<CrmColumnOptions> Columns { get; } = [];
}
