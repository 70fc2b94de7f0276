namespace Granary.Adapters.Demo;

/// <summary>Strings that prove what a backup holds and what it leaves out.</summary>
internal static class DemoCanary
{
    public static string MustStayOut(string kind, DemoTenant tenant) => $"CANARY-MUST-STAY-OUT-{kind}-{tenant.Name}";

    public static string BelongsIn(string kind, DemoTenant tenant) => $"CANARY-BELONGS-IN-{kind}-{tenant.Name}";
}
