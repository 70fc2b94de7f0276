using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Granary.Domain.Tenants;

namespace Granary.Domain.Scheduling;

/// <summary>
/// Where in its window a tenant's backups start, so that the first of a month is no herd: always the same second for the
/// same tenant and window, whatever the machine, the process or the version of Granary.
/// </summary>
public static class Spread
{
    /// <summary>Whole seconds from the start of the window, less than its length.</summary>
    public static TimeSpan Of(TenantId tenant, Window window)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(tenant.ToString()), hash);
        return TimeSpan.FromSeconds((long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)window.Length.TotalSeconds));
    }
}
