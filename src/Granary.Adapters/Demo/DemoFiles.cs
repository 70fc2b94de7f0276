using System.Text;

namespace Granary.Adapters.Demo;

/// <summary>The attachments of one tenant, and the other files that lie beside them and stay out.</summary>
internal static class DemoFiles
{
    private const int Documents = 12, MailAttachments = 10, SmallestModule = 18;
    private static readonly string[] Modules = ["Leads", "Contacts", "Accounts", "Deals", "Notes", "Quotes"];
    private static readonly string[] Types = [".png", ".pdf", ".txt", ".csv", ".json", ".svg", ".zip"];

    public static string DocumentPath(int number) => $"documents/document-{number + 1:D3}.txt";

    public static IEnumerable<DemoAttachment> Attachments(DemoTenant tenant)
    {
        var random = new DemoRandom(tenant.Seed + 1);
        string[] special = ["canary.txt", "empty.txt", .. DemoOddities.FileNames];
        for (var i = 0; i < tenant.Attachments; i++)
        {
            var name = i < special.Length ? special[i] : random.Of(tenant.Words.FileNames);
            var type = Types.FirstOrDefault(candidate => name.EndsWith(candidate, StringComparison.OrdinalIgnoreCase)) ?? ".txt";
            var id = $"AT-{i + 1:D4}";
            var content = i switch
            {
                0 => Encoding.ASCII.GetBytes(DemoCanary.BelongsIn("attachment", tenant)),
                1 => [],
                _ => DemoFile.Make(type, $"{tenant.Name} {id}", random),
            };
            var missing = tenant.LosesAFile && i == tenant.Attachments / 2;
            yield return new DemoAttachment(id, random.Of(Modules), random.Below(SmallestModule), name, $"{random.Between(2024, 2026)}/{id}{type}", missing ? null : content);
        }
        for (var i = 0; i < MailAttachments; i++)
            yield return new DemoAttachment($"EM-{i + 1:D4}", "Emails", i, $"attached-{i + 1}.txt", $"mail/EM-{i + 1:D4}.txt",
                Encoding.ASCII.GetBytes(DemoCanary.MustStayOut("email-attachment", tenant)));
    }

    /// <summary>Every file of the tenant, by its path.</summary>
    public static IEnumerable<(string Path, byte[] Content)> All(DemoTenant tenant)
    {
        foreach (var attachment in Attachments(tenant))
            if (attachment.Content is { } content) yield return (attachment.StoredAs, content);
        for (var i = 0; i < Documents; i++)
            yield return (DocumentPath(i), Encoding.ASCII.GetBytes(DemoCanary.MustStayOut("document-file", tenant)));
    }
}
