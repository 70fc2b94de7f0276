using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn.OpenIdConnect;

/// <summary>Every error at once, each with what to do about it.</summary>
internal sealed class ProviderOptionsValidator(IHostEnvironment environment) : IValidateOptions<ProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        var errors = options.IsOn ? Errors(options).ToList() : [];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(ProviderOptions options)
    {
        if (!Authority.IsSafe(options.Authority!, environment)) yield return $"{ProviderOptions.Section}:Authority {Authority.Advice(options.Authority!)}";
        if (string.IsNullOrWhiteSpace(options.ClientId)) yield return $"{ProviderOptions.Section}:ClientId is missing: write what the provider calls this client.";
        if (!options.ScopeValues.Contains("openid", StringComparer.Ordinal)) yield return $"{ProviderOptions.Section}:Scopes lacks openid, without which nobody says who signed in.";
        if (options.SessionLifetime < TimeSpan.FromMinutes(1) || options.SessionLifetime > TimeSpan.FromHours(24))
            yield return $"{ProviderOptions.Section}:SessionLifetime is '{options.SessionLifetime}': write a minute to 24 hours, such as 01:00:00.";
        if (options.CheckEvery < TimeSpan.FromSeconds(1) || options.CheckEvery > TimeSpan.FromHours(1))
            yield return $"{ProviderOptions.Section}:CheckEvery is '{options.CheckEvery}': write a second to an hour, such as 00:01:00.";
        foreach (var error in options.Claims.Errors($"{ProviderOptions.Section}:Claims")) yield return error;
    }
}
