using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn.Jwt;

/// <summary>Every error at once, each with what to do about it.</summary>
internal sealed class JwtOptionsValidator(IHostEnvironment environment) : IValidateOptions<JwtOptions>
{
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        var errors = options.IsOn ? Errors(options).ToList() : [];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(JwtOptions options)
    {
        if (!string.IsNullOrEmpty(options.Authority) && !string.IsNullOrEmpty(options.Keys))
            yield return $"{JwtOptions.Section}:Authority and Keys both say where the keys are: remove one.";
        if (!string.IsNullOrEmpty(options.Authority) && !Authority.IsSafe(options.Authority, environment))
            yield return $"{JwtOptions.Section}:Authority {Authority.Advice(options.Authority)}";
        if (!string.IsNullOrEmpty(options.Keys))
        {
            if (JwtKeys.ErrorOf(options.Keys) is { } error) yield return $"{JwtOptions.Section}:Keys {error}";
            if (string.IsNullOrEmpty(options.Issuer)) yield return $"{JwtOptions.Section}:Issuer is missing: keys from a file do not say whose they are.";
        }
        if (string.IsNullOrWhiteSpace(options.Audience)) yield return $"{JwtOptions.Section}:Audience is missing: write what tokens for this service have in aud.";
        if (string.IsNullOrWhiteSpace(options.VendorClaim)) yield return $"{JwtOptions.Section}:VendorClaim is empty: write the name of the claim, or leave it out.";
        if (string.IsNullOrWhiteSpace(options.VendorValue) || options.VendorValue.Contains(' ', StringComparison.Ordinal))
            yield return $"{JwtOptions.Section}:VendorValue is '{options.VendorValue}': write one word.";
        foreach (var error in options.Claims.Errors($"{JwtOptions.Section}:Claims")) yield return error;
    }
}
