namespace Granary.Adapters.Crm;

/// <summary>A tenant of the SaaS. Everything but <see cref="Name"/> is required.</summary>
public sealed class CrmTenantOptions
{
    /// <summary>1 to 63 of <c>a-z 0-9 - _</c>, for life.</summary>
    public string Id { get; set; } = "";

    /// <summary>What people call it. Default: its id.</summary>
    public string? Name { get; set; }

    /// <summary>The region whose data centre holds its data, for life; written like an id.</summary>
    public string Region { get; set; } = "";

    /// <summary>IANA name, such as <c>Europe/Paris</c>.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>ISO 3166-1 alpha-2, such as <c>FR</c>.</summary>
    public string Country { get; set; } = "";

    /// <summary>The edition, one of <c>Plans</c>.</summary>
    public string Edition { get; set; } = "";
}
