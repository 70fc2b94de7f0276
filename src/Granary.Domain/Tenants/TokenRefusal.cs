namespace Granary.Domain.Tenants;

/// <summary>Why an API token is not created.</summary>
[GenerateSerializer, Alias("granary.TokenRefusal")]
public enum TokenRefusal
{
    /// <summary>None, or longer than <see cref="TokenRequest.LongestName"/>, or with characters that cannot be shown.</summary>
    WrongName,

    /// <summary>Not one scope.</summary>
    NoScope,

    /// <summary>Not in the future, or more than <see cref="TokenRequest.LongestLife"/> ahead.</summary>
    WrongExpiry,

    /// <summary>The token that asks has not got one of the scopes, or ends before the new one would.</summary>
    MoreThanOwn,

    /// <summary>The tenant has <see cref="Tenant.MostTokens"/> valid ones.</summary>
    TooMany,
}
