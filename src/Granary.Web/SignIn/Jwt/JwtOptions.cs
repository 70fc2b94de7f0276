namespace Granary.Web.SignIn.Jwt;

/// <summary>
/// Whose JWTs are accepted from programs: section <c>Granary:SignIn:Jwt</c>. They are for the vendor's backend; one that names a tenant and a
/// profile speaks for that person. Signatures are asymmetric: nothing that is stored here could make a token.
/// </summary>
public sealed class JwtOptions
{
    public const string Section = "Granary:SignIn:Jwt";

    /// <summary>The issuer, whose keys are found at <c>/.well-known/openid-configuration</c> below it and looked up again when they change. HTTPS. Default: none.</summary>
    public string? Authority { get; set; }

    /// <summary>In place of <see cref="Authority"/>: a file with the issuer's public keys, as a JSON Web Key Set. It is read at the start. Default: none.</summary>
    public string? Keys { get; set; }

    /// <summary>What <c>iss</c> has to be. Needed with <see cref="Keys"/>; default: what the authority calls itself.</summary>
    public string? Issuer { get; set; }

    /// <summary>What <c>aud</c> has to hold: it names this service, so that tokens for another one are refused. Needed.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The claim that tells the vendor's backend from everybody else. Default: <c>scope</c>.</summary>
    public string VendorClaim { get; set; } = "scope";

    /// <summary>The value of <see cref="VendorClaim"/>, or one of several with spaces between, that makes the vendor. Default: <c>granary</c>.</summary>
    public string VendorValue { get; set; } = "granary";

    /// <summary>Which claims say who a person is, where a token speaks for one.</summary>
    public ClaimOptions Claims { get; } = new();

    /// <summary>True where anybody's tokens are accepted.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Authority) || !string.IsNullOrEmpty(Keys);
}
