using System.Security.Cryptography;
using System.Text.Json;

namespace Granary.Adapters.Crm;

/// <summary>Names the rules that say what stays out, so that a backup that began under other rules starts over.</summary>
internal static class CrmRules
{
    public static string Fingerprint(CrmOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            options.Exclude, options.Attachments, options.Include, options.Views, options.SecretColumns, options.SearchColumns,
            options.Tenancy, options.Schema, options.TenantColumn, options.SharedKey, options.Links,
        })).AsSpan(0, 4));
}
