using System.CommandLine;
using Granary.Host.Cluster;

namespace Granary.Host.Roles;

internal static class RoleOption
{
    private const string Setting = "Granary:Role";

    public static Option<string?> Role { get; } = new("--role") { Description = Texts.Get("OptionRole"), HelpName = "all|silo|web" };

    /// <summary>Is there a database that several processes share?</summary>
    public static bool IsCluster(this IConfiguration configuration) => !string.IsNullOrEmpty(configuration[GranaryClusterOptions.DatabaseSetting]);

    /// <summary>What is said on the command line, or else in the settings.</summary>
    /// <exception cref="UsageException">There is no such role, or it needs a cluster and there is none.</exception>
    public static Role RoleOf(this IConfiguration configuration, ParseResult parsed)
    {
        var name = parsed.GetValue(Role) ?? configuration[Setting] ?? nameof(Roles.Role.All);
        if (!Enum.TryParse<Role>(name, ignoreCase: true, out var role) || !Enum.IsDefined(role)) throw new UsageException(Texts.Get("UnknownRole", name));
        if (role is not Roles.Role.All && !configuration.IsCluster()) throw new UsageException(Texts.Get("RoleNeedsCluster", name));
        return role;
    }
}
