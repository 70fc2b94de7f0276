using System.Net;
using System.Security.Cryptography;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Granary.Host.Cluster;

/// <summary>Every error at once, each with what to do about it. Ranges stand at the options themselves.</summary>
internal sealed class GranaryClusterOptionsValidator : IValidateOptions<GranaryClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, GranaryClusterOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(GranaryClusterOptions options)
    {
        if (DatabaseError(options.Database) is { } error)
            yield return $"{GranaryClusterOptions.DatabaseSetting} {error}: write a connection string of PostgreSQL, such as Host=db;Database=granary;Username=granary.";
        if (options.AdvertisedAddress is { } address && (!IPAddress.TryParse(address, out var ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            yield return $"{GranaryClusterOptions.Section}:AdvertisedAddress is '{address}': write the one IP address under which other machines reach this one, such as 10.0.0.5.";
        if (options.SiloPort == options.GatewayPort)
            yield return $"{GranaryClusterOptions.Section}:SiloPort and GatewayPort are both {options.SiloPort}: give each a port of its own.";
        if (options.Region is { } region && !TenantId.IsName(region))
            yield return $"{GranaryClusterOptions.Section}:Region is '{region}': write it as tenants have it, such as eu.";
        if (TlsError(options.Tls) is { } tls)
            yield return $"{GranaryClusterOptions.Section}:Tls {tls}";
    }

    private static string? TlsError(ClusterTlsOptions tls)
    {
        if (!tls.IsOn) return tls is { Key: null, Authorities: null } ? null : "names no Certificate: write the file of this process's own, or leave the rest out.";
        if (string.IsNullOrEmpty(tls.Authorities)) return "names no Authorities: write the file with the certificates of those who may issue one.";
        try
        {
            using var certificates = ClusterCertificates.Load(tls);
            return certificates.OwnError();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"cannot be read: {exception.Message}";
        }
    }

    // Never the text itself: there may be a password in it.
    private static string? DatabaseError(string? database)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(database).Host) ? "names no Host" : null;
        }
        catch (ArgumentException)
        {
            return "cannot be read";
        }
    }
}
