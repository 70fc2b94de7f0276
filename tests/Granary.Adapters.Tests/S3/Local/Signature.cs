using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Granary.Adapters.Tests.S3.Local;

/// <summary>Compares signatures of version 4, in the header of a request or in a link, as S3 documents them.</summary>
internal sealed class Signature(string accessKey, string secretKey, string region)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const int LongestLink = 604_800;

    /// <exception cref="S3Error">It is of somebody else, of another request, of another content or of another time.</exception>
    public void Check(HttpRequest request, byte[] content)
    {
        if (request.Query.TryGetValue("X-Amz-Signature", out var signature)) CheckLink(request, signature.ToString());
        else CheckHeader(request, content);
    }

    private void CheckLink(HttpRequest request, string signature)
    {
        var date = request.Query["X-Amz-Date"].ToString();
        var lifetime = int.Parse(request.Query["X-Amz-Expires"]!, CultureInfo.InvariantCulture);
        if (lifetime > LongestLink) throw new S3Error(400, "AuthorizationQueryParametersError");
        Compare(request, date, request.Query["X-Amz-Credential"].ToString(), request.Query["X-Amz-SignedHeaders"].ToString(), Unsigned, signature);
        var signed = DateTimeOffset.ParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (TimeProvider.System.GetUtcNow() >= signed.AddSeconds(lifetime)) throw new S3Error(403, "AccessDenied");
    }

    private void CheckHeader(HttpRequest request, byte[] content)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith($"{Algorithm} ", StringComparison.Ordinal)) throw new S3Error(403, "AccessDenied");
        var words = header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(word => word.Split('=', 2)).ToDictionary(word => word[0], word => word[1]);
        var digest = request.Headers["x-amz-content-sha256"].ToString();
        Compare(request, request.Headers["x-amz-date"].ToString(), words["Credential"], words["SignedHeaders"], digest, words["Signature"]);
        if (digest != Unsigned && digest != Hash(content)) throw new S3Error(400, "XAmzContentSHA256Mismatch");
    }

    private void Compare(HttpRequest request, string date, string credential, string signedHeaders, string digest, string signature)
    {
        var scope = $"{date[..Math.Min(8, date.Length)]}/{region}/s3/aws4_request";
        if (credential != $"{accessKey}/{scope}") throw new S3Error(403, "InvalidAccessKeyId");
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var headers = signedHeaders.Split(';').Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n");
        var canonical = $"{request.Method}\n{target[0]}\n{Canonical(target.ElementAtOrDefault(1) ?? "")}\n{string.Concat(headers)}\n{signedHeaders}\n{digest}";
        var toSign = $"{Algorithm}\n{date}\n{scope}\n{Hash(Encoding.ASCII.GetBytes(canonical))}";
        var key = scope.Split('/').Aggregate(Encoding.ASCII.GetBytes($"AWS4{secretKey}"), Sign);
        if (Convert.ToHexStringLower(Sign(key, toSign)) != signature) throw new S3Error(403, "SignatureDoesNotMatch");
    }

    private static string Canonical(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split('=', 2))
        .Select(word => (Name: Encoded(word[0]), Value: Encoded(word.ElementAtOrDefault(1) ?? "")))
        .Where(word => word.Name != "X-Amz-Signature")
        .OrderBy(word => word.Name, StringComparer.Ordinal).ThenBy(word => word.Value, StringComparer.Ordinal)
        .Select(word => $"{word.Name}={word.Value}"));

    private static string Encoded(string word) => Uri.EscapeDataString(Uri.UnescapeDataString(word));

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
