namespace Granary.Web.SignIn;

/// <summary>The names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>An administrator of a tenant: everything on the pages of the own tenant.</summary>
    public const string Administrator = "administrator";

    /// <summary>A person who runs the service: the fleet and the dashboard, never what is in an archive.</summary>
    public const string Operator = "operator";
}
