using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Granary.Testing;
using Granary.Testing.Processes;

namespace Granary.EndToEnd.Tests.Clients;

/// <summary>
/// The official client of the API that ours is compatible with, unchanged, against the program and its demo. <c>tests/sdk</c> shows all
/// that it says.
/// </summary>
public sealed class SdkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_official_client_schedules_reads_backs_up_downloads_and_cancels()
    {
        Assert.SkipUnless(ServerProcess.Find("node") is not null && ServerProcess.Find("npm") is not null, "Node.js is not on this machine: the official client needs node and npm.");
        using var directory = new TemporaryDirectory();
        using var first = new FirstToken(directory.At("keys.json"));
        await using var server = GranaryServer.Start(directory.At("data"), environment: first.Settings);
        var client = Path.Combine(AppContext.BaseDirectory, "Clients", "sdk");
        NodeModules.Install(client);
        await server.ReadyAsync();
        var token = await first.CreateAsync(
            server.Address, "eu/montblanc", "backups:read", "schedule:read", "log:read", "backups:write", "schedule:write", "archives:read");
        var readToken = await first.CreateAsync(server.Address, "eu/montblanc", "backups:read", "schedule:read", "log:read");
        var downloads = Directory.CreateDirectory(directory.At("downloads")).FullName;

        var result = Shell.Run("node", client, "client.js", server.Address.ToString().TrimEnd('/'), token, readToken, downloads);

        output.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.DoesNotContain(token, result.Output, StringComparison.Ordinal);
        var said = new Transcript(result.Output);

        Assert.Equal("COMPLETED", said.Next("details at first", 200, "ResponseWrapper")["status"].Text());

        AssertPlace(said.Refused("schedule every third week", 400, "INVALID_DATA"), "rrule", "$.backup.rrule");
        var schedule = said.Done("schedule every second Thursday");
        Assert.Equal(schedule, said.Refused("schedule again", 400, "BACKUP_ALREADY_SCHEDULED")["id"].Text());
        var scheduled = said.Next("details of the schedule", 200, "ResponseWrapper");
        Assert.Equal((schedule, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "SCHEDULED"), (scheduled["id"].Text(), scheduled["rrule"].Text(), scheduled["status"].Text()));
        Assert.Equal(scheduled["start_date"].Text(), scheduled["scheduled_date"].Text());
        Assert.True(MomentOf(scheduled["start_date"]) > TimeProvider.System.GetUtcNow());
        Assert.Equal("The official client", scheduled["requester"]!["name"].Text());

        Assert.Equal(schedule, said.Done("cancel the schedule"));
        Assert.Equal(schedule, said.Refused("cancel it again", 400, "ALREADY_CANCELLED")["id"].Text());
        said.Refused("cancel what never was", 400, "RESOURCE_NOT_FOUND");
        var stopped = said.Next("details after cancelling", 200, "ResponseWrapper");
        Assert.Equal((schedule, "STOPPED", null), (stopped["id"].Text(), stopped["status"].Text(), stopped["scheduled_date"].Text()));

        var backup = said.Done("back up now");
        var completed = said.Next("details after the backup", 200, "ResponseWrapper");
        Assert.Equal((backup, "COMPLETED", null, null, null),
            (completed["id"].Text(), completed["status"].Text(), completed["rrule"].Text(), completed["start_date"].Text(), completed["scheduled_date"].Text()));
        said.Refused("cancel the backup that has ended", 400, "NOT_ALLOWED");

        var links = said.Next("links", 200, "UrlsWrapper");
        Assert.InRange(MomentOf(links["expiry_date"]) - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5), TimeSpan.FromDays(7));
        string[] zips = [.. links["data_links"]!.AsArray().Concat(links["attachment_links"]!.AsArray()).Select(link => link.Text()!)];
        Assert.Equal(["Data_001.zip", "Attachments_001.zip"], zips.Select(link => link.Split('/')[^1]));
        Assert.All(zips, link => Assert.Matches($"^{server.Address}v2/crm/[1-9][0-9]*/backup/{backup}/", link));
        foreach (var _ in zips)
        {
            var file = said.Next("download", 200, "FileBodyWrapper");
            var bytes = await File.ReadAllBytesAsync(Path.Combine(downloads, file["name"].Text()!), TestContext.Current.CancellationToken);
            Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)file["size"]!, file["sha256"].Text()));
            using var zip = new ZipArchive(new MemoryStream(bytes));
            Assert.NotEmpty(zip.Entries);
        }
        said.Refused("download what never was", 404, "INVALID_URL_PATTERN");

        var entries = new List<JsonNode>();
        for (var (page, more) = (1, true); more; page++)
        {
            var part = said.Next($"history, page {page}", 200, "HistoryWrapper");
            entries.AddRange(part["history"]!.AsArray().Select(entry => entry!));
            more = (bool)part["info"]!["more_records"]!;
            Assert.Equal((page, 3, part["history"]!.AsArray().Count), ((int)part["info"]!["page"]!, (int)part["info"]!["per_page"]!, (int)part["info"]!["count"]!));
        }
        Assert.Equal(
            [
                ("completed", null, "immediate"), (null, "scheduled", "immediate"), (null, "stopped", "biweekly"), (null, "scheduled", "biweekly"), ("completed", null, "immediate"),
                ((string?)null, (string?)"scheduled", (string?)"immediate"),
            ],
            entries.Select(entry => (entry["state"].Text(), entry["action"].Text(), entry["repeat_type"].Text())));
        Assert.Equal("Data_001.zip", entries[0]["file_name"].Text());
        said.Refused("history of a page that is too long", 400, "INVALID_DATA");

        Assert.Equal(backup, said.Next("details with a token that may read", 200, "ResponseWrapper")["id"].Text());
        said.Refused("back up with a token that may read", 401, "OAUTH_SCOPE_MISMATCH");
        said.Refused("details with a token that nobody has", 401, "INVALID_TOKEN");
        said.End();
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain(token, server.Output, StringComparison.Ordinal);
    }

    private static void AssertPlace(JsonNode details, string name, string path) => Assert.Equal((name, path), (details["api_name"].Text(), details["json_path"].Text()));

    private static DateTimeOffset MomentOf(JsonNode? moment) => DateTimeOffset.Parse(moment.Text()!, CultureInfo.InvariantCulture);
}
