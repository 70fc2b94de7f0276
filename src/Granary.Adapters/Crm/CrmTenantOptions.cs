namespace Granary.Adapters.Crm;

/// <summary>
/// A tenant of the SaaS. <see cref="Id"/>, <see cref="Region"/>, <see cref="TimeZone"/>, <see cref="Country"/> and <see cref="Edition"/>
/// are required, here or, for all but the id, in <c>TenantDefaults</c>.
/// </summary>
public sealed record CrmTenantOptions
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

    /// <summary>Tenancy <c>Schema</c>: its schema. Default: what the pattern gives.</summary>
    public string? Schema { get; set; }

    /// <summary>Tenancy <c>Column</c>: its value in the tenant column. Default: its id.</summary>
    public string? Key { get; set; }

    /// <summary>Tenancy <c>Database</c>: its connection string. Default: what <c>Database</c> gives.</summary>
    public string? Database { get; set; }
}
