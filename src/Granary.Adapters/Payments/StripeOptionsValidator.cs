using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Payments;

/// <summary>Finds everything that is wrong with <see cref="StripeOptions"/> at once; each sentence says what to write instead, and none shows a secret.</summary>
internal sealed partial class StripeOptionsValidator : IValidateOptions<StripeOptions>
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, StripeOptions options)
    {
        var errors = Errors(options).Select(error => $"{StripeOptions.Section}:{error}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(StripeOptions options)
    {
        if (!ApiKey().IsMatch(options.ApiKey))
            yield return "ApiKey is missing or no key for servers: write one that begins with sk_live_, rk_live_, sk_test_ or rk_test_.";
        if (!WebhookSecret().IsMatch(options.WebhookSecret))
            yield return "WebhookSecret is missing or none: write the signing secret of the webhook endpoint, which begins with whsec_.";
        if (!IsApiBase(options.ApiBase))
            yield return $"ApiBase is '{options.ApiBase}': write 'https://api.stripe.com'.";
        if (options.RenewalGrace < TimeSpan.Zero || options.RenewalGrace > LongestGrace)
            yield return $"RenewalGrace is {options.RenewalGrace}: write 0 to 7 days, such as '1.00:00:00'.";
    }

    private static bool IsApiBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" } &&
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    [GeneratedRegex("^(sk|rk)_(live|test)_[A-Za-z0-9_]+$")]
    private static partial Regex ApiKey();

    [GeneratedRegex("^whsec_[A-Za-z0-9+/=_-]+$")]
    private static partial Regex WebhookSecret();
}
