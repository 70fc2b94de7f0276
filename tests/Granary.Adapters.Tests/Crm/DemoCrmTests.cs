using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Granary.Adapters.Demo;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Microsoft.Data.Sqlite;

namespace Granary.Adapters.Tests.Crm;

public sealed class DemoCrmTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tenants => ["eu/montblanc", "us/lakeside", "in/kiran"];

    [Fact]
    public void Is_made_in_a_moment() => Assert.InRange(demo.Took, TimeSpan.Zero, TimeSpan.FromSeconds(15));

    [Fact]
    public async Task Has_three_tenants_of_three_countries()
    {
        var tenants = await demo.Source.ListTenantsAsync(Cancellation);
        Assert.Equal(
        [
            new TenantProfile(new TenantId("eu", "montblanc"), "Mont-Blanc Charpente", "Europe/Paris", "FR", "Enterprise"),
            new TenantProfile(new TenantId("us", "lakeside"), "Lakeside Industrial Supply", "America/New_York", "US", "Ultimate"),
            new TenantProfile(new TenantId("in", "kiran"), "Kiran Textiles", "Asia/Kolkata", "IN", "Free"),
        ], tenants);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public async Task Has_the_modules_of_a_CRM_one_of_them_empty(string tenant)
    {
        var catalog = await (await TakeAsync(tenant)).DescribeAsync(Cancellation);
        Assert.Equal(
            ["Leads", "Contacts", "Accounts", "Deals", "Campaigns", "Tasks", "Events", "Calls", "Notes", "Products", "Quotes", "Emails", "Sites_C", "Vendors", "Users"],
            catalog.Modules.Select(module => module.Name));
        Assert.Equal("Écoles & chantiers — 現場", catalog.Modules.Single(module => module.Name == "Sites_C").DisplayName);
        Assert.Equal("Vendors", Assert.Single(catalog.Modules, module => module.Records == 0).Name);
        Assert.Equal(7, catalog.Exclusions.Count);
        Assert.All(catalog.Exclusions, exclusion => Assert.EndsWith(".", exclusion.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eu/montblanc", 2_000, 6_000)]
    [InlineData("us/lakeside", 120_000, 150_000)]
    [InlineData("in/kiran", 200, 900)]
    public async Task Is_as_large_as_such_a_tenant(string tenant, long least, long most)
    {
        var catalog = await (await TakeAsync(tenant)).DescribeAsync(Cancellation);
        Assert.InRange(catalog.Modules.Sum(module => module.Records!.Value), least, most);
    }

    [Fact]
    public async Task Has_about_two_hundred_attachments_of_which_one_file_is_missing_in_lakeside_only()
    {
        long all = 0;
        var missing = new List<string>();
        var types = new HashSet<string>();
        foreach (var tenant in Tenants)
        {
            var snapshot = await TakeAsync(tenant.Data);
            var attachments = await snapshot.AttachmentsAsync(0, Cancellation);
            Assert.Equal(attachments.Count, (await snapshot.DescribeAsync(Cancellation)).Attachments);
            Assert.Contains(attachments.GroupBy(attachment => attachment.FileName), group => group.Count() > 1);
            all += attachments.Count;
            foreach (var attachment in attachments)
            {
                types.Add(Path.GetExtension(attachment.Location));
                if (await snapshot.ContentAsync(attachment, Cancellation) is null) missing.Add(snapshot.Reference.Id);
            }
        }
        Assert.Equal(200, all);
        Assert.StartsWith("us/lakeside/", Assert.Single(missing), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { ".png", ".pdf", ".txt", ".csv", ".json", ".svg", ".zip" }, types);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public async Task What_must_stay_out_is_there_and_stays_out_and_what_belongs_in_is_in(string tenant)
    {
        var name = TenantId.Parse(tenant).Name;
        var database = await File.ReadAllTextAsync(Path.Combine(demo.Directory, $"{name}.sqlite"), Encoding.Latin1, Cancellation);
        var files = string.Concat(Directory.EnumerateFiles(Path.Combine(demo.Directory, "files", name), "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.Latin1)));
        var (records, attachments) = await EverythingAsync(await TakeAsync(tenant));

        foreach (var kind in (string[])["email-body", "email-imap", "document", "integration-table", "integration-token", "integration-column"])
            Assert.Contains($"CANARY-MUST-STAY-OUT-{kind}-{name}", database, StringComparison.Ordinal);
        foreach (var kind in (string[])["email-attachment", "document-file"])
            Assert.Contains($"CANARY-MUST-STAY-OUT-{kind}-{name}", files, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY-MUST-STAY-OUT", records, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY-MUST-STAY-OUT", attachments, StringComparison.Ordinal);
        Assert.Contains($"CANARY-BELONGS-IN-note-{name}", records, StringComparison.Ordinal);
        Assert.Contains($"CANARY-BELONGS-IN-email-subject-{name}", records, StringComparison.Ordinal);
        Assert.Contains($"CANARY-BELONGS-IN-attachment-{name}", attachments, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public async Task Has_the_cells_that_break_careless_programs(string tenant)
    {
        var cells = (await (await TakeAsync(tenant)).RecordsAsync("Notes", 0, Cancellation)).Select(record => record[2]).ToHashSet();
        Assert.Superset(
            new HashSet<(CellKind, string)>
            {
                (CellKind.Null, ""), (CellKind.Text, ""), (CellKind.Text, @"\."), (CellKind.Text, "first line\rsecond line"), (CellKind.Text, "first line\nsecond line"),
                (CellKind.Text, "first line\r\nsecond line\r\n"), (CellKind.Text, "+33 4 50 00 00 00"), (CellKind.Text, "'tis a text"), (CellKind.Text, "  before and after  "),
            }, cells);
        Assert.Contains(cells, cell => cell.Item2.Length == 1024 * 1024);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Look_ups_and_attachments_lead_to_records(string tenant)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(demo.Directory, $"{TenantId.Parse(tenant).Name}.sqlite")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_key_check";
        Assert.Null(command.ExecuteScalar());
        foreach (var module in (string[])["Leads", "Contacts", "Accounts", "Deals", "Notes", "Quotes", "Emails"])
        {
            command.CommandText = $"SELECT count(*) FROM Attachments AS a WHERE a.Module = '{module}' AND NOT EXISTS (SELECT 1 FROM {module} AS m WHERE m.Id = a.Record_Id)";
            Assert.Equal(0L, command.ExecuteScalar());
        }
    }

    [Fact]
    public async Task Is_the_same_each_time()
    {
        using var folder = new ScratchFolder();
        await DemoCrm.CreateAsync(folder["again"], Cancellation);
        Assert.Equal(Hashes(demo.Directory), Hashes(folder["again"]));
    }

    [Fact]
    public async Task Is_whole_after_a_death_in_the_middle()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["files/montblanc/2024"]);
        await File.WriteAllTextAsync(folder["files/montblanc/2024/half.txt"], "half a fi", Cancellation);
        await File.WriteAllTextAsync(folder["montblanc.sqlite.tmp"], "SQLite format 3", Cancellation);
        await DemoCrm.CreateAsync(folder.Path, Cancellation);
        Assert.Equal(Hashes(demo.Directory), Hashes(folder.Path));
    }

    [Fact]
    public async Task Two_that_make_it_at_once_do_not_disturb_each_other()
    {
        using var folder = new ScratchFolder();
        await using (new FileStream(folder[".making"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DemoCrm.CreateAsync(folder.Path, impatient.Token));
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.sqlite*"));
        }
        await DemoCrm.CreateAsync(folder.Path, Cancellation);
        Assert.Equal(3, Directory.EnumerateFiles(folder.Path, "*.sqlite*").Count());
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Files_are_what_their_names_say(string tenant)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(demo.Directory, "files", TenantId.Parse(tenant).Name), "*", SearchOption.AllDirectories))
        {
            var content = File.ReadAllBytes(path);
            switch (Path.GetExtension(path))
            {
                case ".png":
                    Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8], content[..8]);
                    break;
                case ".pdf":
                    var text = Encoding.ASCII.GetString(content);
                    Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
                    var table = int.Parse(text.Split('\n')[^3], System.Globalization.CultureInfo.InvariantCulture);
                    Assert.StartsWith("xref", text[table..], StringComparison.Ordinal);
                    break;
                case ".zip":
                    using (var zip = new ZipArchive(new MemoryStream(content))) Assert.Single(zip.Entries);
                    break;
                case ".json":
                    using (System.Text.Json.JsonDocument.Parse(content)) break;
                case ".svg":
                    System.Xml.Linq.XDocument.Parse(Encoding.ASCII.GetString(content));
                    break;
            }
        }
    }

    private async Task<ICrmSnapshot> TakeAsync(string tenant) => await demo.Source.TakeSnapshotAsync(TenantId.Parse(tenant), new BackupId(1), 1, Cancellation);

    private static async Task<(string Records, string Attachments)> EverythingAsync(ICrmSnapshot snapshot)
    {
        var records = new StringBuilder();
        foreach (var module in (await snapshot.DescribeAsync(Cancellation)).Modules)
            foreach (var record in await snapshot.RecordsAsync(module, 0, Cancellation))
                foreach (var (_, text) in record) records.Append(text).Append('\n');
        var attachments = new StringBuilder();
        foreach (var attachment in await snapshot.AttachmentsAsync(0, Cancellation))
            attachments.Append(attachment.FileName).Append(Encoding.Latin1.GetString(await snapshot.ContentAsync(attachment, Cancellation) ?? [])).Append('\n');
        return (records.ToString(), attachments.ToString());
    }

    private static SortedDictionary<string, string> Hashes(string directory) =>
        new(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(directory, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);
}
