using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Archive.Deflate;
using Granary.Archive.Manifests;
using Granary.Archive.Plan;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Crm;

namespace Granary.Archive.Tests.Backups;

/// <summary>A small backup, byte by byte: whoever changes the format sees it here.</summary>
public sealed class GoldenArchiveTests : IDisposable
{
    private readonly BackupFixture backups = new();

    public void Dispose() => backups.Dispose();

    [Fact]
    public async Task Every_file_of_a_small_backup_is_as_it_was_written_down()
    {
        await backups.TakeAsync(Scene());

        var files = ReadAll();

        Assert.Equal("Id,Name,Amount,Logo\r\n1,\"O'Neil, \"\"Bob\"\"\",-12.5,\\x00ff\r\n2,,,\r\n3,\"\",1,\r\n", files["Data/Leads_001.csv"]);
        Assert.Equal("Id\r\n", files["Data/Empty_001.csv"]);
        Assert.Equal("Id,Texte\r\n1,=1+1\r\n", files["Data/_cole_001.csv"]);
        Assert.Equal(
            "Attachment Id,Module,Record Id,File Name,Size,SHA-256,Zip,Path\r\n" +
            $"17,Leads,1,été.txt,5,{Sha("hello")},Attachments_001.zip,Attachments/17__t_.txt\r\n" +
            $"18,Leads,1,empty,0,{Sha("")},Attachments_001.zip,Attachments/18_empty\r\n",
            files["Data/Attachments_001.csv"]);
        Assert.Equal("Module,Display Name,File Stem,Records,Parts\r\nLeads,Leads,Leads,3,1\r\nEmpty,Empty,Empty,0,1\r\nÉcole,École & 現場,_cole,1,1\r\n", files["Metadata/Modules_001.csv"]);
        Assert.StartsWith("Module,Api Name,Label,Data Type\r\nLeads,Id,Id,", files["Metadata/Fields_001.csv"]);
        Assert.Equal("hello", files["Attachments/17__t_.txt"]);
        Assert.Equal("", files["Attachments/18_empty"]);
        Assert.Equal(8, files.Count);
    }

    [Fact]
    public async Task The_same_data_gives_the_same_bytes()
    {
        await backups.TakeAsync(Scene());
        using var again = new BackupFixture();
        await again.TakeAsync(Scene());

        foreach (var archive in new[] { "Data_001.zip", "Attachments_001.zip", "manifest.json" })
            Assert.Equal(await ReadAsync(backups, archive), await ReadAsync(again, archive));
    }

    [Fact]
    public async Task The_manifest_tells_everything_about_the_backup()
    {
        await backups.TakeAsync(Scene());

        var manifest = Manifest.Parse(await ReadAsync(backups, "manifest.json"));

        Assert.Equal((1, BackupFixture.Acme, "eu", BackupFixture.Id, 1, TextMode.Exact),
            (manifest.FormatVersion, manifest.Tenant, manifest.Region, manifest.Backup, manifest.Epoch, manifest.TextMode));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 10, 7, TimeSpan.Zero), manifest.Snapshot.Instant);
        Assert.Equal(manifest.Snapshot.Instant.AddMinutes(4), manifest.CreatedAt);
        Assert.Equal(["Leads 3 Data/Leads_001.csv", "Empty 0 Data/Empty_001.csv", "École 1 Data/_cole_001.csv"],
            manifest.Modules.Select(module => $"{module.Name} {module.Rows} {string.Join(' ', module.Parts)}"));
        Assert.Equal([null, "ctid", null], manifest.Modules.Select(module => module.OrderedBy));
        Assert.Equal((2L, 5L), (manifest.Attachments!.Count, manifest.Attachments.Size));
        Assert.Equal(new CrmExclusion(ExclusionKind.Column, "Emails.Body", "E-mail content is not part of a backup."), Assert.Single(manifest.Excluded));
        var archive = manifest.Archives[0];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await ReadAsync(backups, archive.Name))), archive.Sha256);
        var leads = archive.Entries[0];
        Assert.Equal(("Data/Leads_001.csv", 3L, Sha(ReadAll()["Data/Leads_001.csv"])), (leads.Name, leads.Rows!.Value, leads.Sha256));
    }

    [Fact]
    public async Task Causes_stand_in_the_manifest_by_name_and_an_order_only_where_there_is_one()
    {
        var scene = Scene();
        scene.Tenants[0].Exclusions.Add(new CrmExclusion(ExclusionKind.Rows, "Notes", "3 rows are nobody's.", ExclusionCause.Untied, 3));
        scene.Tenants[0].Exclusions.Add(new CrmExclusion(ExclusionKind.Table, "Audit", "The settings do not name it.", ExclusionCause.NotIncluded));
        await backups.TakeAsync(scene);

        using var json = JsonDocument.Parse(await ReadAsync(backups, "manifest.json"));

        var excluded = json.RootElement.GetProperty("excluded").EnumerateArray().ToList();
        Assert.Equal(["configured", "untied", "notIncluded"], excluded.Select(exclusion => exclusion.GetProperty("cause").GetString()));
        Assert.Equal([false, true, false], excluded.Select(exclusion => exclusion.TryGetProperty("count", out _)));
        Assert.Equal([false, true, false], json.RootElement.GetProperty("modules").EnumerateArray().Select(module => module.TryGetProperty("orderedBy", out _)));
    }

    [Fact]
    public async Task A_manifest_from_before_there_were_causes_and_orders_is_read()
    {
        await backups.TakeAsync(Scene());
        var older = JsonNode.Parse(await ReadAsync(backups, "manifest.json"))!;
        foreach (var exclusion in older["excluded"]!.AsArray()) Assert.True(exclusion!.AsObject().Remove("cause"));
        foreach (var module in older["modules"]!.AsArray()) module!.AsObject().Remove("orderedBy");

        var manifest = Manifest.Parse(JsonSerializer.SerializeToUtf8Bytes(older));

        Assert.Equal(ExclusionCause.Configured, Assert.Single(manifest.Excluded).Cause);
        Assert.All(manifest.Modules, module => Assert.Null(module.OrderedBy));
    }

    [Fact]
    public async Task A_plan_that_was_stored_is_the_plan_that_was_made()
    {
        var catalog = new CrmCatalog(
            [new CrmModule("notes", "Notes", [new CrmColumn("id", "bigint")], 7, "ctid", "notes.team_id -> teams.id")], null,
            [new CrmExclusion(ExclusionKind.Rows, "notes", "3 rows are nobody's.", ExclusionCause.Untied, 3)]);
        var plan = BackupPlan.Make(catalog, new SnapshotReference("s", DateTimeOffset.UnixEpoch), TextMode.Exact);
        using var stored = new MemoryStream();
        await plan.WriteAsync(stored, TestContext.Current.CancellationToken);
        stored.Position = 0;

        var read = await BackupPlan.ReadAsync(stored, TestContext.Current.CancellationToken);

        var (made, found) = (Assert.Single(plan.Modules).Module, Assert.Single(read.Modules).Module);
        Assert.Equal(made, found with { Columns = made.Columns });
        Assert.Equal(made.Columns, found.Columns);
        Assert.Equal(plan.Exclusions, read.Exclusions);
    }

    [Fact]
    public async Task For_spreadsheets_the_same_data_has_marks_and_apostrophes()
    {
        backups.TextMode = TextMode.Spreadsheet;
        await backups.TakeAsync(Scene());

        var files = ReadAll();

        Assert.Equal("\uFEFFId,Texte\r\n1,'=1+1\r\n", files["Data/_cole_001.csv"]);
        Assert.Contains("-12.5", files["Data/Leads_001.csv"]);
        Assert.DoesNotContain("'-12.5", files["Data/Leads_001.csv"]);
        Assert.Equal(TextMode.Spreadsheet, Manifest.Parse(await ReadAsync(backups, "manifest.json")).TextMode);
    }

    [Fact]
    public async Task Parts_close_at_their_limits_and_every_one_has_a_header()
    {
        backups.Limits.PartRows = 2;
        var scene = new CrmScene();
        var leads = new SceneModule("Leads", "Id");
        for (var i = 0; i < 4; i++) leads.With($"{i}");
        var calls = new SceneModule("Calls", "Id");
        for (var i = 0; i < 5; i++) calls.With($"{i}");
        scene.Add("eu", "acme", leads, calls);

        await backups.TakeAsync(scene);

        var files = ReadAll();
        Assert.Equal(["Id\r\n0\r\n1\r\n", "Id\r\n2\r\n3\r\n"], files.Where(file => file.Key.Contains("Leads_")).Select(file => file.Value));
        Assert.Equal(["Id\r\n0\r\n1\r\n", "Id\r\n2\r\n3\r\n", "Id\r\n4\r\n"], files.Where(file => file.Key.Contains("Calls_")).Select(file => file.Value));
    }

    [Fact]
    public async Task A_part_closes_by_size_at_the_end_of_a_row()
    {
        backups.Limits.PartBytes = 200_000;
        var scene = new CrmScene();
        var notes = new SceneModule("Notes", "Id", "Text");
        for (var i = 0; i < 8; i++) notes.With($"{i}", new string('x', 100_000));
        scene.Add("eu", "acme", notes);

        await backups.TakeAsync(scene);

        var parts = ReadAll().Where(file => file.Key.Contains("Notes_")).Select(file => file.Value).ToList();
        Assert.True(parts.Count is >= 3 and <= 5, $"{parts.Count} parts");
        Assert.All(parts, part => Assert.EndsWith("x\r\n", part));
        Assert.Equal(8, parts.Sum(part => part.Split("\r\n").Length - 2));
    }

    [Fact]
    public async Task Zips_close_before_their_limit_and_every_entry_is_in_one_of_them()
    {
        backups.Limits.ZipBytes = 10_000;
        var scene = new CrmScene();
        var tenant = scene.Add("eu", "acme", new SceneModule("Leads", "Id"));
        var random = new Random(1);
        for (var i = 0; i < 30; i++)
        {
            var content = new byte[i == 7 ? 25_000 : 900];
            random.NextBytes(content);
            tenant.Attachments.Add(new SceneAttachment($"{i:00}", "Leads", "1", "random.bin", content));
        }

        var publication = await backups.TakeAsync(scene);

        var zips = publication.Files.Where(file => file.Name.StartsWith("Attachments_", StringComparison.Ordinal)).ToList();
        Assert.True(zips.Count >= 4);
        Assert.Single(zips, zip => zip.Size > 10_000);
        Assert.Equal(30, zips.Sum(zip =>
        {
            using var opened = ZipFile.OpenRead(Path.Combine(backups.Output, zip.Name));
            return opened.Entries.Count;
        }));
    }

    [Theory]
    [InlineData(DeflateCodec.Zlib)]
    [InlineData(DeflateCodec.IsaL)]
    public async Task Every_reader_reads_the_archives(DeflateCodec codec)
    {
        backups.Limits.Codec = codec;
        await backups.TakeAsync(Scene());

        foreach (var zip in Directory.GetFiles(backups.Output, "*.zip"))
        {
            AssertReads("unzip", "-tqq", zip);
            AssertReads("7zz", "t", "-bso0", zip);
            AssertReads("bsdtar", "-tf", zip);
            AssertReads("python3", "-c", $"import zipfile,sys; sys.exit(zipfile.ZipFile('{zip}').testzip() is not None)");
            // As a stream, without the directory at the end.
            AssertReads("sh", "-c", $"cat '{zip}' | bsdtar -xOf - > /dev/null");
        }
    }

    private static void AssertReads(string program, params string[] arguments)
    {
        var result = Shell.Run(program, "/", arguments);
        Assert.True(result.ExitCode == 0, $"{program}: {result.Output}{result.Error}");
    }

    private Dictionary<string, string> ReadAll()
    {
        var files = new Dictionary<string, string>();
        foreach (var path in Directory.GetFiles(backups.Output, "*.zip").Order(StringComparer.Ordinal))
        {
            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open(), new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: false);
                files.Add(entry.FullName, reader.ReadToEnd());
            }
        }
        return files;
    }

    private static CrmScene Scene()
    {
        var scene = new CrmScene();
        var tenant = scene.Add("eu", "acme",
            new SceneModule("Leads", "Id", "Name", "Amount", "Logo").With("1", "O'Neil, \"Bob\"", -12.5, new byte[] { 0, 255 }).With("2", null, null, null).With("3", "", 1L, null),
            new SceneModule("Empty", "Id") { OrderedBy = "ctid" },
            new SceneModule("École", "Id", "Texte") { DisplayName = "École & 現場" }.With("1", "=1+1"));
        tenant.Attachments.Add(new SceneAttachment("17", "Leads", "1", "été.txt", "hello"u8.ToArray()));
        tenant.Attachments.Add(new SceneAttachment("18", "Leads", "1", "empty", []));
        tenant.Exclusions.Add(new CrmExclusion(ExclusionKind.Column, "Emails.Body", "E-mail content is not part of a backup."));
        return scene;
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(new UTF8Encoding(false).GetBytes(text)));

    private static Task<byte[]> ReadAsync(BackupFixture fixture, string name) => File.ReadAllBytesAsync(Path.Combine(fixture.Output, name), TestContext.Current.CancellationToken);
}
