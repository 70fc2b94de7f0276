using Granary.Adapters.Crm;

namespace Granary.Adapters.Demo;

/// <summary>A tenant of the demo, and how much it has.</summary>
/// <param name="Accounts">Companies; most of the rest is in proportion to them.</param>
/// <param name="Calls">Records of the module that may be large.</param>
/// <param name="Attachments">Files that belong in a backup.</param>
/// <param name="LosesAFile">Whether the file of one attachment is missing.</param>
internal sealed record DemoTenant(
    string Name, string Title, string Region, string TimeZone, string Country, string Edition, ulong Seed, DemoWords Words,
    int Accounts, int Calls, int Attachments, bool LosesAFile = false)
{
    public static readonly IReadOnlyList<DemoTenant> All =
    [
        new("montblanc", "Mont-Blanc Charpente", "eu", "Europe/Paris", "FR", "Enterprise", 0x4d6f6e74, FrenchWords.All, Accounts: 220, Calls: 300, Attachments: 90),
        new("lakeside", "Lakeside Industrial Supply", "us", "America/New_York", "US", "Ultimate", 0x4c616b65, EnglishWords.All, Accounts: 900, Calls: 120_000, Attachments: 80, LosesAFile: true),
        new("kiran", "Kiran Textiles", "in", "Asia/Kolkata", "IN", "Free", 0x4b697261, IndianWords.All, Accounts: 18, Calls: 40, Attachments: 30),
    ];

    public int Contacts => Accounts * 2;

    public int Leads => Accounts * 3 / 2;

    public int Deals => Accounts * 9 / 5;

    public int Emails => Accounts * 2;

    public CrmTenantOptions ToOptions() =>
        new() { Id = Name, Name = Title, Region = Region, TimeZone = TimeZone, Country = Country, Edition = Edition };
}
