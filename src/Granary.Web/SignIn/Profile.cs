namespace Granary.Web.SignIn;

/// <summary>What somebody who signs in may do.</summary>
public enum Profile
{
    /// <summary>Any profile of a tenant but the administrator's: nothing here.</summary>
    User,

    /// <summary>Everything, in the own tenant.</summary>
    Administrator,

    /// <summary>The fleet and the dashboard; belongs to no tenant.</summary>
    Operator,
}
