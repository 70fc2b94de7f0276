namespace Granary.Web.Edge;

/// <summary>What every answer tells the browser not to do.</summary>
internal sealed class SecurityHeaders(EdgeOptions options, bool isProduction)
{
    // Nothing on the pages asks for any of them.
    private const string Permissions =
        "accelerometer=(), autoplay=(), bluetooth=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), " +
        "microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

    // Scripts are files of this site, and nothing else ever. MudBlazor writes style attributes and, for its theme and its pop-ups, style
    // elements whose text changes from one to the next, so that neither a hash nor a nonce can name them.
    private readonly string policy = string.Join("; ",
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
            "form-action 'self'", "base-uri 'self'", $"frame-ancestors {(options.IsEmbedded ? string.Join(' ', options.FrameAncestors) : "'none'")}",
            .. isProduction ? ["upgrade-insecure-requests"] : Array.Empty<string>(),
        ]);

    /// <param name="nonce">Of a page that has scripts within itself; null for none, as all of our own.</param>
    public void Add(HttpContext http, string? nonce)
    {
        var headers = http.Response.Headers;
        // For a year. The framework's own middleware leaves it out where an error page answers.
        if (isProduction && http.Request is { IsHttps: true, Host.Host: not "localhost" }) headers.StrictTransportSecurity = "max-age=31536000";
        headers.ContentSecurityPolicy = nonce is null ? policy : policy.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // For browsers that do not know frame-ancestors; it cannot name a site.
        if (options.IsEmbedded) headers.Remove("X-Frame-Options");
        else headers.XFrameOptions = "DENY";
    }
}
