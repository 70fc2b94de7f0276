using Granary.Domain.Tenants;
using Microsoft.AspNetCore.Authorization;

namespace Granary.Web.SignIn;

/// <summary>The names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>An administrator of a tenant, in a session: everything on the pages of the own tenant.</summary>
    public const string Administrator = "administrator";

    /// <summary>A person who runs the service, in a session: the fleet and the dashboard, never what is in an archive.</summary>
    public const string Operator = "operator";

    /// <summary>The SaaS itself, by its JWT.</summary>
    public const string Vendor = "vendor";

    /// <summary>Whoever may read what the API is, in a session: administrators and operators.</summary>
    public const string Reference = "reference";

    /// <summary>Whoever may have the archives of a tenant: its administrators in a session, and who may do <see cref="ApiScope.DownloadArchives"/> without one.</summary>
    public const string Download = "download";

    /// <summary>Whoever may do that in the own tenant, by an API token or a JWT and never by a session: what has no cookie needs no antiforgery.</summary>
    public static string Of(ApiScope scope) => $"scope {ApiScopes.NameOf(scope)}";

    internal static void AddTo(AuthorizationBuilder builder)
    {
        builder.AddPolicy(Administrator, policy => policy.Require(visitor => visitor.IsAdministrator));
        builder.AddPolicy(Operator, policy => policy.Require(visitor => visitor.IsOperator));
        builder.AddPolicy(Reference, policy => policy.Require(visitor => visitor.IsAdministrator || visitor.IsOperator));
        builder.AddPolicy(Vendor, policy => policy.AddAuthenticationSchemes(Schemes.Api).Require(visitor => visitor.IsVendor));
        builder.AddPolicy(Download, policy => policy.AddAuthenticationSchemes(Schemes.Any).Require(visitor => visitor.May(ApiScope.DownloadArchives)));
        foreach (var scope in ApiScopes.All) builder.AddPolicy(Of(scope), policy => policy.AddAuthenticationSchemes(Schemes.Api).Require(visitor => visitor.May(scope)));
    }

    private static void Require(this AuthorizationPolicyBuilder policy, Func<Visitor, bool> isEnough) =>
        policy.RequireAssertion(context => Visitor.Of(context.User) is { } visitor && isEnough(visitor));
}
