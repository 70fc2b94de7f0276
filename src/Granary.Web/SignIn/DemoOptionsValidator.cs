using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

/// <summary>Every error at once, each with what to do about it.</summary>
internal sealed class DemoOptionsValidator(IHostEnvironment environment) : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;

        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(DemoOptions options)
    {
        if (environment.IsProduction())
            yield return $"{DemoOptions.Section}:Enabled lets anybody sign in as anybody and is refused in the Production environment: set it to false.";
        if (options.Users.Count == 0)
            yield return $"{DemoOptions.Section}:Users is empty: list at least one user, or set {DemoOptions.Section}:Enabled to false.";

        foreach (var twice in options.Users.GroupBy(user => user.Id).Where(group => group.Count() > 1))
            yield return $"{DemoOptions.Section}:Users has the Id '{twice.Key}' {twice.Count()} times: give each user one of its own.";

        foreach (var (index, user) in options.Users.Index())
        {
            var place = $"{DemoOptions.Section}:Users:{index}";
            if (string.IsNullOrWhiteSpace(user.Id)) yield return $"{place}:Id is missing.";
            if (string.IsNullOrWhiteSpace(user.Name)) yield return $"{place}:Name is missing.";
            if (user.Country is { Length: > 0 and not 2 }) yield return $"{place}:Country is '{user.Country}': write its two letters, such as FR.";
            if (user.Profile is Profile.Vendor or Profile.Program) yield return $"{place}:Profile is '{user.Profile}', which is no person's: write User, Administrator or Operator.";
            if (user.Profile is Profile.Operator && !string.IsNullOrEmpty(user.Tenant))
                yield return $"{place}:Tenant is '{user.Tenant}', but an operator belongs to no tenant: remove it.";
            if (user.Profile is not Profile.Operator && !TenantId.TryParse(user.Tenant, out _))
                yield return $"{place}:Tenant is '{user.Tenant}': write region/name, such as eu/montblanc.";
        }
    }
}
