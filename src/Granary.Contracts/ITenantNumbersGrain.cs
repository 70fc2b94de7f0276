namespace Granary.Contracts;

/// <summary>Hands out the numbers of tenants: one grain for the whole cluster, so that no two tenants have the same. Key: <see cref="Key"/>.</summary>
[Alias("granary.ITenantNumbersGrain")]
public interface ITenantNumbersGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "tenants";

    /// <summary>A number that nobody was given before. One that its taker loses is never given again.</summary>
    [Alias("Next")]
    Task<long> Next();
}
