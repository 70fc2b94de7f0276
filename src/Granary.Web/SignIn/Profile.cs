namespace Granary.Web.SignIn;

/// <summary>What somebody who calls may do.</summary>
public enum Profile
{
    /// <summary>Any profile of a tenant but the administrator's: nothing here.</summary>
    User,

    /// <summary>Everything, in the own tenant.</summary>
    Administrator,

    /// <summary>The fleet and the dashboard; belongs to no tenant.</summary>
    Operator,

    /// <summary>The SaaS itself, by its service credential: its tenants and what they may have; belongs to no tenant.</summary>
    Vendor,

    /// <summary>A program of a tenant, by an API token: what its scopes allow, in the own tenant.</summary>
    Program,
}
