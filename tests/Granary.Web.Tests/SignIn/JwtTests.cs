using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Granary.Testing;
using Granary.Testing.SignIn;
using Granary.Web.SignIn.Jwt;
using Granary.Web.Tests.Stand;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Granary.Web.Tests.SignIn;

/// <summary>JWTs signed with real keys: one way in, and every way that has been tried elsewhere.</summary>
public sealed class JwtTests(WebStand stand, JwtTests.Issuer issuer) : IClassFixture<JwtTests.Issuer>
{
    private const string Name = "https://accounts.example";
    private const string Audience = "granary";

    public static TheoryData<string> Refused => [.. Issuer.BadTokens.Keys];

    public static TheoryData<string> Accepted => ["RS256", "PS256", "ES256"];

    [Theory, MemberData(nameof(Accepted))]
    public async Task The_vendor_comes_in_with_a_good_one(string algorithm)
    {
        using var response = await AskAsync(issuer.Vendor(algorithm), SignInHost.ForVendor);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Id = crm-backend", await TextAsync(response), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Nobody_comes_in_with(string what)
    {
        using var response = await AskAsync(Issuer.BadTokens[what](issuer), SignInHost.ForVendor);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task One_byte_changed_anywhere_lets_nobody_in()
    {
        var good = issuer.Vendor("ES256");
        for (var i = 0; i < good.Length; i += 3)
        {
            var changed = string.Concat(good[..i], good[i] == 'x' ? "y" : "x", good[(i + 1)..]);
            // The last character of a part may have bits that mean nothing: then it is the same token.
            if (changed.Split('.').Zip(good.Split('.')).All(part => part.First.Length == part.Second.Length && IsSame(part.First, part.Second))) continue;

            using var response = await AskAsync(changed, SignInHost.ForVendor);
            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized, $"Character {i} may be changed.");
        }
    }

    [Fact]
    public async Task A_person_who_is_named_may_what_the_profile_may_and_is_not_the_vendor()
    {
        var administrator = issuer.Sign("RS256", [new("sub", "sophia"), new("name", "Sophia Isha"), new("tenant", "eu/montblanc"), new("role", "administrator"), new("role", "sales")]);
        var user = issuer.Sign("RS256", [new("sub", "marc"), new("tenant", "eu/montblanc"), new("role", "sales")]);

        using var log = await AskAsync(administrator, SignInHost.ForLog);
        using var asVendor = await AskAsync(administrator, SignInHost.ForVendor);
        using var byUser = await AskAsync(user, SignInHost.ForLog);
        using var byVendor = await AskAsync(issuer.Vendor("RS256"), SignInHost.ForLog);

        Assert.Contains("Name = Sophia Isha, Tenant = eu/montblanc, Profile = Administrator", await TextAsync(log), StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden],
            new[] { log, asVendor, byUser, byVendor }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task Keys_are_found_at_a_real_provider()
    {
        using var provider = await IdentityProvider.StartAsync();
        await using var host = await SignInHost.StartAsync(stand, provider.Settings);
        using var program = host.NewBrowser();

        using var response = await program.SendAsync(HttpMethod.Get, SignInHost.ForVendor, headers => headers.Authorization = new("Bearer", "x"));
        var token = await provider.VendorTokenAsync();
        using var let = await program.SendAsync(HttpMethod.Get, SignInHost.ForVendor, headers => headers.Authorization = new("Bearer", token));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
    }

    [Fact]
    public void Errors_are_all_told_at_once()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Configured(
            ("Authority", "http://accounts.example"), ("Keys", "/nowhere/keys.json"), ("VendorValue", "two words"), ("Claims:Tenant", ""), ("Claims:DefaultRegion", "EU"),
            ("Claims:Administrators:0", "boss"), ("Claims:Operators:0", "boss")));

        Assert.Equal(9, failure.Failures.Count());
    }

    [Theory]
    [InlineData("""{"keys":[]}""", "holds no key")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"1","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""", "shared secret")]
    [InlineData("no json", "cannot be read")]
    public void Keys_that_would_let_anybody_in_or_nobody_stop_the_start(string keys, string told)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.At("keys.json"), keys);

        var failure = Assert.Throws<OptionsValidationException>(() => Configured(("Keys", directory.At("keys.json")), ("Issuer", Name), ("Audience", Audience)));

        Assert.Contains(told, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_stops_the_start()
    {
        using var directory = new TemporaryDirectory();
        using var rsa = RSA.Create(2048);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true)) { KeyId = "1" });
        File.WriteAllText(directory.At("keys.json"), JsonSerializer.Serialize(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, d = key.D, p = key.P, q = key.Q, dp = key.DP, dq = key.DQ, qi = key.QI } } }));

        var failure = Assert.Throws<OptionsValidationException>(() => Configured(("Keys", directory.At("keys.json")), ("Issuer", Name), ("Audience", Audience)));

        Assert.Contains("private key", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string token, string path)
    {
        var host = await issuer.HostAsync(stand);
        using var program = host.NewBrowser();
        return await program.SendAsync(HttpMethod.Get, path, headers => headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static bool IsSame(string first, string second)
    {
        try
        {
            return Base64UrlEncoder.DecodeBytes(first).SequenceEqual(Base64UrlEncoder.DecodeBytes(second));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JwtOptions Configured(params (string Key, string Value)[] settings) =>
        WebStand.Builder("Production", settings.Select(setting => KeyValuePair.Create($"{JwtOptions.Section}:{setting.Key}", (string?)setting.Value)))
            .Services.BuildServiceProvider().GetRequiredService<IOptions<JwtOptions>>().Value;

    /// <summary>Whose keys are known to a host, and what others make of them.</summary>
    public sealed class Issuer : IAsyncDisposable
    {
        private readonly TemporaryDirectory directory = new();
        private readonly RSA rsa = RSA.Create(2048);
        private readonly RSA otherRsa = RSA.Create(2048);
        private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private readonly SemaphoreSlim starting = new(1);
        private SignInHost? host;

        internal static readonly Dictionary<string, Func<Issuer, string>> BadTokens = new()
        {
            ["one that has expired"] = issuer => issuer.Sign("RS256", VendorClaims, expires: Now.AddMinutes(-2)),
            ["one that is not valid yet"] = issuer => issuer.Sign("RS256", VendorClaims, notBefore: Now.AddMinutes(2)),
            ["one that never expires"] = issuer => issuer.Raw("""{"alg":"RS256","kid":"rsa"}""", $$"""{"iss":"{{Name}}","aud":"{{Audience}}","sub":"crm-backend","scope":"granary"}"""),
            ["one for another audience"] = issuer => issuer.Sign("RS256", VendorClaims, audience: "mail"),
            ["one for no audience"] = issuer => issuer.Sign("RS256", VendorClaims, audience: null),
            ["one of another issuer"] = issuer => issuer.Sign("RS256", VendorClaims, by: "https://accounts.example.org"),
            ["one of no issuer"] = issuer => issuer.Sign("RS256", VendorClaims, by: null),
            ["one with an unknown kid"] = issuer => issuer.Sign("RS256", VendorClaims, kid: "unknown"),
            ["one without a kid"] = issuer => issuer.Raw("""{"alg":"RS256"}""", issuer.VendorPayload()),
            ["one signed by another environment's key under our kid"] = issuer => issuer.Sign("RS256", VendorClaims, key: new RsaSecurityKey(issuer.otherRsa)),
            ["alg none"] = issuer => $"{Encode("""{"alg":"none","kid":"rsa"}""")}.{Encode(issuer.VendorPayload())}.",
            ["alg None, with the signature of a good one"] = issuer => $"{Encode("""{"alg":"None","kid":"rsa"}""")}.{Encode(issuer.VendorPayload())}.{issuer.Vendor("RS256").Split('.')[2]}",
            ["the public key taken for a shared secret (SPKI)"] = issuer => issuer.Hmac(issuer.rsa.ExportSubjectPublicKeyInfo()),
            ["the public key taken for a shared secret (PEM)"] = issuer => issuer.Hmac(Encoding.ASCII.GetBytes(issuer.rsa.ExportSubjectPublicKeyInfoPem())),
            ["the public key taken for a shared secret (modulus)"] = issuer => issuer.Hmac(issuer.rsa.ExportParameters(false).Modulus!),
            ["an empty shared secret"] = issuer => issuer.Hmac([]),
            ["a key that the token itself brings along"] = issuer => issuer.WithOwnKey(),
            ["a good one whose signature is cut off"] = issuer => issuer.Vendor("RS256")[..^20],
            ["a good one without its signature"] = issuer => issuer.Vendor("RS256")[..(issuer.Vendor("RS256").LastIndexOf('.') + 1)],
            ["somebody else's claims under a good signature"] = issuer => $"{issuer.Sign("RS256", [new("sub", "marc"), new("tenant", "eu/montblanc")]).Split('.')[0]}.{Encode(issuer.VendorPayload())}.{issuer.Sign("RS256", [new("sub", "marc"), new("tenant", "eu/montblanc")]).Split('.')[2]}",
            ["one that speaks for nobody here"] = issuer => issuer.Sign("RS256", [new("sub", "stranger"), new("scope", "mail")]),
            ["one whose tenant is none"] = issuer => issuer.Sign("RS256", [new("sub", "sophia"), new("tenant", "../montblanc"), new("role", "administrator")]),
            ["the vendor's scope for a tenant"] = issuer => issuer.Sign("RS256", [.. VendorClaims, new("tenant", "eu/montblanc")]),
            ["an operator's profile for a tenant"] = issuer => issuer.Sign("RS256", [new("sub", "sophia"), new("tenant", "eu/montblanc"), new("role", "operator")]),
            ["three dots"] = _ => "...",
            ["no token at all"] = _ => "x",
        };

        private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

        private static Claim[] VendorClaims => [new("sub", "crm-backend"), new("scope", "mail granary")];

        public string Vendor(string algorithm) => Sign(algorithm, VendorClaims);

        public string Sign(
            string algorithm, Claim[] claims, string? by = Name, string? audience = Audience, string? kid = null, DateTime? notBefore = null, DateTime? expires = null, SecurityKey? key = null)
        {
            key ??= algorithm[0] == 'E' ? new ECDsaSecurityKey(ec) : new RsaSecurityKey(rsa);
            key.KeyId = kid ?? (key is ECDsaSecurityKey ? "ec" : "rsa");
            key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = by,
                Audience = audience,
                Subject = new ClaimsIdentity(claims),
                NotBefore = notBefore,
                Expires = expires ?? Now.AddMinutes(10),
                SigningCredentials = new SigningCredentials(key, algorithm),
            });
        }

        internal async Task<SignInHost> HostAsync(WebStand stand)
        {
            await starting.WaitAsync();
            try
            {
                if (host is not null) return host;
                var (n, e) = (rsa.ExportParameters(false).Modulus!, rsa.ExportParameters(false).Exponent!);
                var q = ec.ExportParameters(false).Q;
                await File.WriteAllTextAsync(directory.At("keys.json"), JsonSerializer.Serialize(new
                {
                    keys = new object[]
                    {
                        new { kty = "RSA", kid = "rsa", n = Base64UrlEncoder.Encode(n), e = Base64UrlEncoder.Encode(e) },
                        new { kty = "EC", kid = "ec", crv = "P-256", x = Base64UrlEncoder.Encode(q.X), y = Base64UrlEncoder.Encode(q.Y) },
                    },
                }));
                return host = await SignInHost.StartAsync(stand, new Dictionary<string, string?>
                {
                    [$"{JwtOptions.Section}:Keys"] = directory.At("keys.json"),
                    [$"{JwtOptions.Section}:Issuer"] = Name,
                    [$"{JwtOptions.Section}:Audience"] = Audience,
                });
            }
            finally
            {
                starting.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (host is not null) await host.DisposeAsync();
            directory.Dispose();
            rsa.Dispose();
            otherRsa.Dispose();
            ec.Dispose();
            starting.Dispose();
        }

        private string VendorPayload() => Base64UrlEncoder.Decode(Vendor("RS256").Split('.')[1]);

        private string Raw(string header, string payload)
        {
            var signed = $"{Encode(header)}.{Encode(payload)}";
            return $"{signed}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }

        private string Hmac(byte[] secret)
        {
            var signed = $"{Encode("""{"alg":"HS256","kid":"rsa"}""")}.{Encode(VendorPayload())}";
            return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
        }

        private string WithOwnKey()
        {
            var own = otherRsa.ExportParameters(false);
            var header = JsonSerializer.Serialize(new { alg = "RS256", kid = "own", jwk = new { kty = "RSA", kid = "own", n = Base64UrlEncoder.Encode(own.Modulus), e = Base64UrlEncoder.Encode(own.Exponent) } });
            var signed = $"{Encode(header)}.{Encode(VendorPayload())}";
            return $"{signed}.{Base64UrlEncoder.Encode(otherRsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }

        private static string Encode(string text) => Base64UrlEncoder.Encode(text);
    }
}
