using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Postgres;

/// <summary>
/// What the keepers of a snapshot write into their application name: any process that knows the snapshot's name finds the
/// living keepers in <c>pg_stat_activity</c>, and whoever watches the server sees what holds a transaction open. It must fit into
/// 63 bytes.
/// </summary>
internal static partial class SnapshotMark
{
    /// <summary>Begins the application name of every keeper of any snapshot of a backup, and of nothing else.</summary>
    public static string Of(TenantId tenant, BackupId backup) => $"granary-{Digest($"{tenant}/{backup}", 5)}";

    /// <summary>Begins the application name of every keeper of a snapshot, and of nothing else.</summary>
    public static string Of(SnapshotName name) => $"{Of(name.Tenant, name.Backup)}{Digest(name.ToString(), 3)} ";

    /// <summary>The application name of a session that only reads.</summary>
    public static string Reader(SnapshotName name) => $"granary-read-{Digest(name.ToString(), 6)}";

    public static string Keeper(SnapshotName name, DateTimeOffset instant, string exported) =>
        string.Create(CultureInfo.InvariantCulture, $"{Of(name)}{instant.UtcTicks:x} {exported}");

    public static (DateTimeOffset Instant, string Exported)? Read(string applicationName) =>
        Shape().Match(applicationName) is { Success: true } match
            ? (new DateTimeOffset(long.Parse(match.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), TimeSpan.Zero), match.Groups[2].Value)
            : null;

    private static string Digest(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, bytes));

    [GeneratedRegex("^granary-[0-9a-f]{16} ([0-9a-f]{1,15}) ([0-9A-F-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
