using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.BulkApi;

/// <summary>What the bulk API answers when all is well. The official client's own reading of it is told by the end-to-end tests.</summary>
public sealed class BulkApiTests(WebStand stand)
{
    private const string Thursdays = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";

    private static readonly Fault Broken = new(FaultStage.Export, FaultSide.Crm, false, "no such table");

    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(Thursdays, Thursdays)]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", Thursdays)]
    [InlineData("RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31")]
    [InlineData("RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", "RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH")]
    [InlineData("rrule:freq=monthly;byday=-1fr", "RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR")]
    [InlineData("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=SU")]
    public async Task Schedule_is_saved_and_read_back(string rule, string read)
    {
        var tenant = stand.TakeTenant(Edition.Ultimate);
        using var client = BulkClient.Of(stand, tenant);

        var (status, saved) = await client.CallAsync("POST", BulkClient.Backup, $$$"""{"backup":{"rrule":"{{{rule}}}"}}""");
        var (_, job) = await client.CallAsync("GET", BulkClient.Backup);

        Assert.Equal(200, status);
        AssertJson("""{"backup":{"code":"SUCCESS","details":{"id":"1"},"message":"Backup scheduled successfully.","status":"success"}}""", saved);
        var first = Written(tenant.Tenant.NextRun(tenant.Terms)!.DueAt);
        AssertJson($$$$"""
            {"backup":{"id":"1","rrule":"{{{{read}}}}","start_date":"{{{{first}}}}","scheduled_date":"{{{{first}}}}","status":"SCHEDULED",
            "requester":{"id":"1","name":"Nightly","zuid":"1"}}}
            """, job);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$", first);
        Assert.Equal(ActorKind.Token, tenant.Tenant.Schedule!.SavedBy!.Kind);
    }

    // Some clients send nothing, others an empty object.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    public async Task Backup_without_a_rule_is_taken_now(string? body)
    {
        var tenant = stand.TakeTenant();
        using var client = BulkClient.Of(stand, tenant);

        var (status, started) = await client.CallAsync("POST", BulkClient.Backup, body);
        var (_, job) = await client.CallAsync("GET", BulkClient.Backup);

        var backup = Assert.Single(tenant.Tenant.Backups);
        Assert.Equal(200, status);
        Assert.Equal((BackupOrigin.OnDemand, ActorKind.Token), (backup.Origin, backup.RequestedBy.Kind));
        AssertJson($$$"""{"backup":{"code":"SUCCESS","details":{"id":"{{{backup.Id}}}"},"message":"Backup scheduled successfully.","status":"success"}}""", started);
        AssertJson($$$$"""
            {"backup":{"id":"{{{{backup.Id}}}}","rrule":null,"start_date":null,"scheduled_date":null,"status":"INPROGRESS",
            "requester":{"id":"1","name":"Nightly","zuid":"1"}}}
            """, job);
    }

    public static TheoryData<string, string> States => new()
    {
        { "schedule active", "SCHEDULED" },
        { "schedule active, after a failed run", "SCHEDULED" },
        { "schedule active, its run queued", "INPROGRESS" },
        { "Queued", "INPROGRESS" },
        { "In progress", "INPROGRESS" },
        { "Ready", "COMPLETED" },
        { "Ready with warnings", "COMPLETED" },
        { "Expired", "COMPLETED" },
        { "Failed", "FAILED" },
        { "Skipped", "FAILED" },
        { "Cancelled", "STOPPED" },
        { "schedule stopped", "STOPPED" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task State_has_the_name_that_clients_know(string state, string name)
    {
        var tenant = stand.TakeTenant();
        Bring(tenant, state);
        using var client = BulkClient.Of(stand, tenant);

        var (status, job) = await client.CallAsync("GET", BulkClient.Backup);

        Assert.Equal(200, status);
        Assert.Equal(name, (string?)job!["backup"]!["status"]);
        Assert.Equal(state.StartsWith("schedule", StringComparison.Ordinal), job["backup"]!["rrule"] is not null);
    }

    [Fact]
    public async Task Tenant_without_backups_has_no_content_and_an_empty_history()
    {
        using var client = BulkClient.Of(stand, stand.TakeTenant());

        Assert.Equal((204, null), await client.CallAsync("GET", BulkClient.Backup));
        Assert.Equal((204, null), await client.CallAsync("GET", $"{BulkClient.Backup}/urls"));
        AssertJson("""{"history":[],"info":{"page":1,"per_page":200,"count":0,"more_records":false}}""", (await client.CallAsync("GET", $"{BulkClient.Backup}/history")).Body);
    }

    [Fact]
    public async Task Cancelling_takes_the_id_that_is_read()
    {
        var tenant = stand.TakeTenant();
        tenant.Save(new Recurrence.TwiceAMonth(DayOfWeek.Monday), now);
        var queued = tenant.Request(now);
        using var client = BulkClient.Of(stand, tenant);

        foreach (var expected in new[] { queued.ToString(), "1" })
        {
            var id = (string)(await client.CallAsync("GET", BulkClient.Backup)).Body!["backup"]!["id"]!;
            Assert.Equal(expected, id);
            var (status, answer) = await client.CallAsync("PUT", BulkClient.CancelOf(id));
            Assert.Equal(200, status);
            AssertJson($$$"""{"backup":{"code":"SUCCESS","details":{"id":"{{{id}}}"},"message":"Backup stopped successfully.","status":"success"}}""", answer);
        }

        Assert.Equal((BackupState.Cancelled, false), (tenant.Tenant.Find(queued)!.State, tenant.Tenant.Schedule!.IsActive));
    }

    [Fact]
    public async Task History_has_pages_newest_first_and_no_entry_older_than_a_year()
    {
        var tenant = stand.TakeTenant(Edition.Ultimate);
        tenant.Save(new Recurrence.MonthlyByDate(1), now.AddDays(-365).AddMinutes(-1));
        tenant.Tenant.StopSchedule(PublishedBackup.Requester, tenant.Terms, now.AddDays(-365).AddMinutes(5));
        foreach (var recurrence in new Recurrence[] { new Recurrence.Weekly(DayOfWeek.Monday), new Recurrence.TwiceAMonth(DayOfWeek.Monday) })
            tenant.Save(recurrence, now.AddHours(-3));
        var failed = tenant.Request(now.AddHours(-2));
        tenant.Tenant.Fail(failed, 0, Broken, tenant.Terms, now.AddHours(-2));
        var backup = stand.Publish(tenant, now.AddHours(-1));
        var bought = new PurchaseSummary(new Money(30, "EUR"), 3, Weekly: false, Edition: null);
        tenant.Tenant.Log.Entries.Add(new LogEntry(++tenant.Tenant.Log.Last, now, LogEvent.Purchased, PublishedBackup.Requester, null, bought.ToString()));
        using var client = BulkClient.Of(stand, tenant);

        var pages = new List<JsonNode>();
        for (var more = true; more;)
        {
            var page = (await client.CallAsync("GET", $"{BulkClient.Backup}/history?page={pages.Count + 1}&per_page=3&")).Body!;
            pages.Add(page);
            more = (bool)page["info"]!["more_records"]!;
        }

        Assert.Equal([3, 3, 2], pages.Select(page => (int)page["info"]!["count"]!));
        Assert.Equal([1, 2, 3], pages.Select(page => (int)page["info"]!["page"]!));
        var all = pages.SelectMany(page => page["history"]!.AsArray()).Select(entry => entry!).ToList();
        Assert.Equal(
            [
                (null, "purchased", null, 3, null),
                ("completed", null, "immediate", null, "Data_001.zip"),
                (null, "scheduled", "immediate", null, null),
                ("failure", null, "immediate", null, null),
                (null, "scheduled", "immediate", null, null),
                (null, "scheduled", "biweekly", null, null),
                (null, "scheduled", "weekly", null, null),
                ((string?)null, (string?)"stopped", (string?)null, (int?)null, (string?)null),
            ],
            all.Select(entry => ((string?)entry["state"], (string?)entry["action"], (string?)entry["repeat_type"], (int?)entry["count"], (string?)entry["file_name"])));
        Assert.All(all, entry => Assert.Equal(["id", "done_by", "log_time", "state", "action", "repeat_type", "count", "file_name"], entry.AsObject().Select(member => member.Key)));
        Assert.Equal(all.Count, all.Select(entry => long.Parse((string)entry["id"]!, CultureInfo.InvariantCulture)).Distinct().Count());
        AssertJson("""{"id":"1","name":"Sophia Isha","zuid":"1"}""", all[0]["done_by"]);
        Assert.Equal(Written(tenant.Terms.LocalTimeOf(backup.CreatedAt)), (string?)all[1]["log_time"]);
    }

    [Fact]
    public async Task Links_of_the_latest_backup_lead_to_its_zips_with_the_same_token()
    {
        var backup = stand.Publish(stand.TakeTenant(), now.AddHours(-2));
        using var client = BulkClient.Of(stand, backup.Owner);

        var (_, answer) = await client.CallAsync("GET", $"{BulkClient.Backup}/urls");
        var link = (string)answer!["urls"]!["data_links"]!.AsArray().Single()!;
        using var whole = await client.SendAsync("GET", link);
        using var part = await client.SendAsync("GET", link, range: new RangeHeaderValue(4_000, 4_999));
        using var head = await client.SendAsync("HEAD", link);

        var tenant = backup.Owner.Tenant.Number;
        AssertJson($$$"""
            {"urls":{"data_links":["{{{stand.Address}}}v2/crm/{{{tenant}}}/backup/{{{backup.Id}}}/Data_001.zip"],"attachment_links":[],
            "expiry_date":"{{{Written(backup.Owner.Terms.LocalTimeOf(backup.CreatedAt.AddDays(7)))}}}"}}
            """, answer);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("application/octet-stream", whole.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("_Data_001.zip", whole.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal(backup.Archive, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(backup.Archive))}\"", whole.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(backup.Archive[4_000..5_000], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.OK, 10_000), (head.StatusCode, (int)head.Content.Headers.ContentLength!));
        Assert.Equal(1, backup.DownloadsLogged);
    }

    [Fact]
    public async Task File_of_nobody_of_another_tenant_or_of_the_past_is_not_sent()
    {
        var backup = stand.Publish(stand.TakeTenant(), now.AddHours(-2));
        var another = stand.Publish(stand.TakeTenant(), now.AddHours(-3));
        var expired = stand.Publish(stand.TakeTenant(), now.AddDays(-7));
        using var client = BulkClient.Of(stand, backup.Owner);
        var own = await LinkAsync(backup);
        var theirs = await LinkAsync(another);
        string[] unknown =
        [
            theirs,
            own.Replace("/crm/", "/crm/9", StringComparison.Ordinal),
            own.Replace("Data_001", "Data_002", StringComparison.Ordinal),
            own.Replace($"/{backup.Id}/", $"/{another.Id}/", StringComparison.Ordinal),
            own.Replace($"/{backup.Id}/", "/x/", StringComparison.Ordinal),
            own.Replace("/crm/", "/crm/0", StringComparison.Ordinal),
        ];

        foreach (var link in unknown)
        {
            var (status, answer) = await client.CallAsync("GET", link);
            Assert.Equal((404, "INVALID_URL_PATTERN"), (status, (string?)answer!["code"]));
        }
        using var late = BulkClient.Of(stand, expired.Owner);
        Assert.Equal(204, (await late.CallAsync("GET", $"{BulkClient.Backup}/urls")).Status);
        expired.Owner.Tenant.TakeNumber(stand.Script.NextNumber());
        var gone = await late.CallAsync("GET", $"/v2/crm/{expired.Owner.Tenant.Number}/backup/{expired.Id}/Data_001.zip");
        Assert.Equal((410, "RESOURCE_NOT_FOUND"), (gone.Status, (string?)gone.Body!["code"]));
    }

    [Fact]
    public async Task File_that_the_store_does_not_give_is_our_error()
    {
        var backup = stand.Publish(stand.TakeTenant(), now.AddHours(-2));
        using var client = BulkClient.Of(stand, backup.Owner);
        var link = await LinkAsync(backup);
        stand.Store.OutOfReach[backup.ArchiveKey] = true;

        var (status, answer) = await client.CallAsync("GET", link);

        Assert.Equal((500, "INTERNAL_ERROR"), (status, (string?)answer!["code"]));
    }

    private async Task<string> LinkAsync(PublishedBackup backup)
    {
        using var client = BulkClient.Of(stand, backup.Owner);
        return (string)(await client.CallAsync("GET", $"{BulkClient.Backup}/urls")).Body!["urls"]!["data_links"]![0]!;
    }

    private void Bring(ScriptedTenant tenant, string state)
    {
        if (state.StartsWith("schedule", StringComparison.Ordinal)) tenant.Save(new Recurrence.TwiceAMonth(DayOfWeek.Monday), now.AddDays(-1));
        switch (state)
        {
            case "schedule active": break;
            case "schedule stopped": tenant.Tenant.StopSchedule(PublishedBackup.Requester, tenant.Terms, now); break;
            case "schedule active, its run queued": tenant.Tenant.Tick(tenant.Terms, tenant.Tenant.NextRun(tenant.Terms)!.DueAt); break;
            case "schedule active, after a failed run":
                var due = tenant.Tenant.NextRun(tenant.Terms)!.DueAt;
                tenant.Tenant.Tick(tenant.Terms, due);
                tenant.Tenant.Fail(tenant.Tenant.OpenBackup()!.Id, 0, Broken, tenant.Terms, due);
                break;
            case "Queued": tenant.Request(now); break;
            case "In progress": tenant.Tenant.Start(tenant.Request(now), now); break;
            case "Ready": stand.Publish(tenant, now); break;
            case "Ready with warnings": stand.Publish(tenant, now, new BackupWarning(WarningCode.ModuleFailed, "Leads", null)); break;
            case "Expired":
                stand.Publish(tenant, now.AddDays(-8));
                tenant.Tenant.Tick(tenant.Terms, now);
                Assert.Equal(BackupState.Expired, Assert.Single(tenant.Tenant.Backups).State);
                break;
            case "Failed": tenant.Tenant.Fail(tenant.Request(now), 0, Broken, tenant.Terms, now); break;
            case "Skipped":
                tenant.Tenant.Backups.Add(new Backup
                {
                    Id = BackupId.Next(default, now), Origin = BackupOrigin.Scheduled, TextMode = TextMode.Exact, RequestedBy = Actor.Granary, RequestedAt = now,
                    State = BackupState.Skipped, EndedAt = now, Skip = new SkipCause(Refused: RefusalReason.AllUsed),
                });
                break;
            case "Cancelled": tenant.Tenant.Cancel(PublishedBackup.Requester, tenant.Request(now), tenant.Terms, now); break;
            default: throw new ArgumentOutOfRangeException(nameof(state), state, "Nobody knows how to bring that about.");
        }
    }

    private static string Written(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}\nwas {actual?.ToJsonString()}");
}
