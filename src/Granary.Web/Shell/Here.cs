using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Granary.Web.Shell;

/// <summary>The address in the address bar: that of the request, also where a page about an error answers it.</summary>
internal static class Here
{
    public static string Of(NavigationManager navigation, HttpContext? http) =>
        http?.Features.Get<IStatusCodeReExecuteFeature>() is { } asked
            ? $"{asked.OriginalPath}{asked.OriginalQueryString}"
            : $"/{navigation.ToBaseRelativePath(navigation.Uri)}";
}
