using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Granary.Web.Edge;

/// <summary>Every error at once, each with what to do about it.</summary>
internal sealed partial class EdgeOptionsValidator(IConfiguration configuration) : IValidateOptions<EdgeOptions>
{
    // What the framework itself reads from ASPNETCORE_FORWARDEDHEADERS_ENABLED.
    private const string TrustsEverybody = "ForwardedHeaders_Enabled";

    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(EdgeOptions options)
    {
        foreach (var (index, ancestor) in options.FrameAncestors.Index())
            if (!Origin().IsMatch(ancestor))
                yield return $"{EdgeOptions.Section}:FrameAncestors:{index} is '{ancestor}': write a site without a path, such as 'https://crm.example.com'; http:// is for localhost alone.";
        foreach (var (index, proxy) in options.KnownProxies.Index())
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                yield return $"{EdgeOptions.Section}:KnownProxies:{index} is '{proxy}': write an address or a network, such as '10.0.0.7' or '10.0.0.0/24'.";
        if (options.BaseUrl is { Length: > 0 } url && !IsSite(url))
            yield return $"{EdgeOptions.Section}:BaseUrl is '{url}': write where people reach the pages, without a path, such as 'https://granary.example.com'.";
        if (string.Equals(configuration[TrustsEverybody], "true", StringComparison.OrdinalIgnoreCase))
            yield return $"ASPNETCORE_FORWARDEDHEADERS_ENABLED believes whoever sends a request: remove it, and name your proxies in {EdgeOptions.Section}:KnownProxies.";
    }

    private static bool IsSite(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" };

    [GeneratedRegex(@"^(https://(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?|http://localhost)(:[0-9]{1,5})?$")]
    private static partial Regex Origin();
}
