using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.SignIn;

/// <summary>Where to go back to: a page of this site, whatever the request says.</summary>
internal static class LocalUrl
{
    public static bool Is([NotNullWhen(true)] string? url) => url is not null && RedirectHttpResult.IsLocalUrl(url) && url[0] == '/';

    public static string Of(string? url) => Is(url) ? url : "/";
}
