namespace Granary.Domain.Tenants;

/// <summary>What asking for an API token comes to.</summary>
[GenerateSerializer, Immutable, Alias("granary.TokenAnswer")]
public abstract record TokenAnswer
{
    private TokenAnswer() { }

    [GenerateSerializer, Immutable, Alias("granary.TokenAnswer.Created")]
    public sealed record Created([property: Id(0)] ApiToken Token) : TokenAnswer;

    /// <summary>There is none, and nothing has changed.</summary>
    [GenerateSerializer, Immutable, Alias("granary.TokenAnswer.Refused")]
    public sealed record Refused([property: Id(0)] TokenRefusal Reason) : TokenAnswer;
}
