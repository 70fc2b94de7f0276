using Microsoft.Net.Http.Headers;

namespace Granary.Web.SignIn;

/// <summary>On an endpoint that people follow links to and programs call: signed out, a browser is led to the sign-in page and a program told so.</summary>
internal sealed class AlsoForPrograms
{
    private static readonly MediaTypeHeaderValue Html = new("text/html");

    /// <summary>A browser that goes somewhere says that it can show a page; <c>*/*</c> is what programs say.</summary>
    public static bool IsAskedByOne(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AlsoForPrograms>() is not null &&
        !http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(Html.MediaType, StringComparison.OrdinalIgnoreCase));

    public static void Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer";
    }
}
