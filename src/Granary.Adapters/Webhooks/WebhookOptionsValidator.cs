using System.Net;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Webhooks;

/// <summary>Finds everything that is wrong with <see cref="WebhookOptions"/> at once; each sentence says what to write instead.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var errors = options.IsOn ? Errors(options).Select(error => $"{WebhookOptions.Section}:{error}").ToList() : [];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // A query may hold a secret, and a URL that is none may be one: neither is repeated.
    private static IEnumerable<string> Errors(WebhookOptions options)
    {
        var networks = new List<IPNetwork>();
        foreach (var (index, text) in options.Networks.Index())
        {
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else yield return $"Networks:{index} is '{text}': write an address and the length of its prefix, such as '10.20.0.0/16'.";
        }
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url is not { UserInfo: "", Fragment: "" } || !IsProtected(url))
            yield return "Url cannot be called: write an address that begins with https://, such as 'https://crm.example.com/granary'; http:// is for this machine alone.";
        else if (IPAddress.TryParse(url.DnsSafeHost, out var address) && !new ReachableAddresses(networks).Contain(address))
            yield return $"Url leads to {address}, which is not public: name its network in {WebhookOptions.Section}:{nameof(options.Networks)}, if that is meant.";

        if (options.Secrets.Count == 0)
            yield return "Secrets is empty: write 'whsec_' and the Base64 of 24 to 64 random bytes, such as from: openssl rand -base64 32.";
        foreach (var (index, secret) in options.Secrets.Index())
            if (!WebhookSignature.IsSecret(secret))
                yield return $"Secrets:{index} is none: write 'whsec_' and the Base64 of 24 to 64 random bytes, such as from: openssl rand -base64 32.";
        foreach (var (index, kind) in options.Kinds.Index())
            if (!WebhookKinds.TryParse(kind, out _))
                yield return $"Kinds:{index} is '{kind}': write one of {string.Join(", ", WebhookKinds.All)}, or leave Kinds out for all.";
    }

    private static bool IsProtected(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
