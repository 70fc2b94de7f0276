using System.ComponentModel.DataAnnotations;

namespace Granary.Domain.Quotas;

/// <summary>What each edition gives. Configuration changes the editions that are here and adds others.</summary>
public sealed class Plans : IValidatableObject
{
    /// <summary>By the edition's name. Default: Free 0, by unit; Standard, Professional and Enterprise 2, only by subscription; Ultimate 4, from the allowance.</summary>
    public Dictionary<string, Plan> Editions { get; init; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [Edition.Free] = new() { FreePerMonth = 0, Weekly = WeeklyPayment.ByUnit },
        [Edition.Standard] = new(),
        [Edition.Professional] = new(),
        [Edition.Enterprise] = new(),
        [Edition.Ultimate] = new() { FreePerMonth = 4, Weekly = WeeklyPayment.FromAllowance },
    };

    /// <summary>What an edition gives: nothing where no plan has its name, which is the vendor's to mend.</summary>
    public Plan For(string edition) => Editions.GetValueOrDefault(edition, Plan.None);

    /// <summary>An edition's name as it is configured; null when no plan has it.</summary>
    public string? NameOf(string edition) => Editions.Keys.FirstOrDefault(name => name.Equals(edition, StringComparison.OrdinalIgnoreCase));

    /// <summary>Everything that is wrong at once; each sentence says what to write instead.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Errors().Select(error => new ValidationResult(error, [nameof(Editions)]));

    private IEnumerable<string> Errors()
    {
        if (Editions.Count == 0)
            yield return "Editions is empty: write at least one, with FreePerMonth and Weekly.";
        foreach (var (name, plan) in Editions)
        {
            if (string.IsNullOrWhiteSpace(name))
                yield return "Editions has one without a name: write the name that the tenants of that edition carry.";
            if (plan.FreePerMonth is < 0 or > Plan.MostFreePerMonth)
                yield return $"Editions:{name}:FreePerMonth is {plan.FreePerMonth}: write a number from 0 to {Plan.MostFreePerMonth}.";
            if (!Enum.IsDefined(plan.Weekly))
                yield return $"Editions:{name}:Weekly is {(int)plan.Weekly}: write {string.Join(", ", Enum.GetNames<WeeklyPayment>())}.";
            if (plan is { Weekly: WeeklyPayment.FromAllowance, FreePerMonth: 0 })
                yield return $"Editions:{name}:Weekly is FromAllowance, of which there is none: write ByUnit or OnlyBySubscription, or give FreePerMonth.";
        }
    }
}
