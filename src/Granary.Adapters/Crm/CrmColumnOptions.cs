namespace Granary.Adapters.Crm;

/// <summary>How people call a column.</summary>
public sealed class CrmColumnOptions
{
    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";
}
