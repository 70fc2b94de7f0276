using System.Security.Cryptography;
using System.Text;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Mail;

/// <summary>Names each mail so that it has the same Message-ID however often it is sent, and no other has it.</summary>
internal static class MessageIds
{
    private const int Longest = 128;

    /// <summary><c>region.tenant.mail@domain</c>, without the angle brackets.</summary>
    public static string Of(TenantId tenant, string mail, string domain) => $"{tenant.Region}.{tenant.Name}.{Atoms(mail)}@{domain}";

    // The id of a mail ends in the id of a person, which may be any text: what a Message-ID cannot hold is written as %XX.
    private static string Atoms(string mail)
    {
        var atoms = Uri.EscapeDataString(mail).Replace("..", ".%2E", StringComparison.Ordinal);
        if (atoms.EndsWith('.')) atoms = $"{atoms[..^1]}%2E";
        return atoms.Length <= Longest ? atoms : Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(mail)));
    }
}
