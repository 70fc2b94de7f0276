using System.Collections.Frozen;

namespace Granary.Domain.Tenants;

/// <summary>How scopes are written wherever a program reads or writes them.</summary>
public static class ApiScopes
{
    private static readonly FrozenDictionary<ApiScope, string> Names = new Dictionary<ApiScope, string>
    {
        [ApiScope.ReadBackups] = "backups:read",
        [ApiScope.StartBackups] = "backups:write",
        [ApiScope.ReadSchedule] = "schedule:read",
        [ApiScope.WriteSchedule] = "schedule:write",
        [ApiScope.DownloadArchives] = "archives:read",
        [ApiScope.ReadLog] = "log:read",
        [ApiScope.ReadNotifications] = "notifications:read",
        [ApiScope.ReadOrders] = "orders:read",
        [ApiScope.WriteOrders] = "orders:write",
        [ApiScope.ManageTokens] = "tokens:write",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ApiScope> Scopes = Names.ToFrozenDictionary(name => name.Value, name => name.Key);

    public static IReadOnlyList<ApiScope> All { get; } = Enum.GetValues<ApiScope>();

    /// <summary>Such as <c>backups:read</c>.</summary>
    public static string NameOf(ApiScope scope) => Names[scope];

    public static bool TryParse(string? name, out ApiScope scope)
    {
        scope = default;
        return name is not null && Scopes.TryGetValue(name, out scope);
    }
}
