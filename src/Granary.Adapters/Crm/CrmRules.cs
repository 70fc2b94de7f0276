using System.Security.Cryptography;
using System.Text.Json;

namespace Granary.Adapters.Crm;

/// <summary>Names the rules that say what stays out, so that a backup that began under other rules starts over.</summary>
internal static class CrmRules
{
    public static string Fingerprint(CrmOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { options.Exclude, options.Attachments })).AsSpan(0, 4));
}
