using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Granary.Web.SignIn.Jwt;

/// <summary>How a JWT is verified, and who speaks by it.</summary>
internal sealed partial class JwtSetup(IOptions<JwtOptions> settings, IHostEnvironment environment, ILogger<JwtSetup> logger) : IConfigureNamedOptions<JwtBearerOptions>
{
    // Whoever knows a shared secret, or a public key taken for one, could sign for anybody.
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name == Schemes.Jwt) Configure(options);
    }

    public void Configure(JwtBearerOptions options)
    {
        var given = settings.Value;
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        if (!string.IsNullOrEmpty(given.Authority))
        {
            options.Authority = given.Authority;
            options.RequireHttpsMetadata = !Authority.IsLocal(given.Authority, environment);
        }
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = given.Audience,
            ValidIssuer = given.Issuer,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = string.IsNullOrEmpty(given.Keys) ? null : JwtKeys.Load(given.Keys),
            // A token says by which key it was signed; no other is tried.
            TryAllIssuerSigningKeys = false,
            ClockSkew = ClocksDiffer,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                context.Token = Schemes.CredentialOf(context.Request);
                if (context.Token is null) context.NoResult();
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                if (VisitorOf(context.Principal!) is { } visitor) context.Principal = visitor.ToPrincipal(Schemes.Jwt);
                else Refuse(context);
                return Task.CompletedTask;
            },
            OnAuthenticationFailed = context =>
            {
                LogRefused(context.Exception.GetType().Name);
                context.Fail(context.Exception);
                return Task.CompletedTask;
            },
        };
    }

    private void Refuse(TokenValidatedContext context)
    {
        LogNobody(context.Principal!.FindFirst(settings.Value.Claims.Id)?.Value);
        context.Fail("The token speaks for nobody here.");
    }

    private Visitor? VisitorOf(ClaimsPrincipal principal)
    {
        var (given, claims) = (settings.Value, ClaimReader.Read(principal));
        if (!claims[given.VendorClaim].SelectMany(value => value.Split(' ')).Contains(given.VendorValue, StringComparer.Ordinal)) return ClaimReader.VisitorOf(claims, given.Claims);
        // A scope that a client of a tenant could ask for does not make it the vendor.
        if (claims.Contains(given.Claims.Tenant)) return null;

        // A backend has no name of its own at most providers; at some its client is not its subject.
        return (claims[given.Claims.Id].FirstOrDefault() ?? claims["client_id"].FirstOrDefault()) is { Length: > 0 } id
            ? new Visitor(id, claims[given.Claims.Name].FirstOrDefault() ?? id, Tenant: null, Profile.Vendor)
            : null;
    }

    [LoggerMessage(LogLevel.Warning, "The JWT of {Subject} is good, but its claims name neither a tenant, an operator nor the vendor, or more than one of these")]
    private partial void LogNobody(string? subject);

    [LoggerMessage(LogLevel.Information, "A JWT was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
