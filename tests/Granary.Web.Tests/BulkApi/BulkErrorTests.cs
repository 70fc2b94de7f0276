using System.Text.Json.Nodes;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.BulkApi;

/// <summary>Every code of the bulk API, in the shape that clients read.</summary>
public sealed class BulkErrorTests(WebStand stand)
{
    private const string Rule = """{"backup":{"rrule":"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"}}""";

    private static readonly Recurrence Mondays = new Recurrence.TwiceAMonth(DayOfWeek.Monday);

    public static TheoryData<string, string, string, string?, string?> Bodies => new()
    {
        { "no JSON", "nonsense", "REQUEST_BODY_NOT_READABLE", null, null },
        { "cut off", """{"backup":""", "REQUEST_BODY_NOT_READABLE", null, null },
        { "no object", "[]", "REQUEST_BODY_NOT_READABLE", null, null },
        { "a text", "\"RRULE\"", "REQUEST_BODY_NOT_READABLE", null, null },
        { "two documents", "{}{}", "REQUEST_BODY_NOT_READABLE", null, null },
        { "no backup", """{"rrule":"FREQ=WEEKLY;BYDAY=MO"}""", "MANDATORY_NOT_FOUND", "backup", "$.backup" },
        { "null for a backup", """{"backup":null}""", "MANDATORY_NOT_FOUND", "backup", "$.backup" },
        { "no rule", """{"backup":{}}""", "MANDATORY_NOT_FOUND", "rrule", "$.backup.rrule" },
        { "null for a rule", """{"backup":{"rrule":null}}""", "MANDATORY_NOT_FOUND", "rrule", "$.backup.rrule" },
        { "a list for a backup", """{"backup":[]}""", "INVALID_DATA", "backup", "$.backup" },
        { "an empty rule", """{"backup":{"rrule":""}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "a number for a rule", """{"backup":{"rrule":7}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "half a character", """{"backup":{"rrule":"\ud800"}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "every third week", """{"backup":{"rrule":"RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "every second month", """{"backup":{"rrule":"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1"}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "every day", """{"backup":{"rrule":"FREQ=DAILY"}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
        { "an end", """{"backup":{"rrule":"FREQ=WEEKLY;BYDAY=TH;COUNT=3"}}""", "INVALID_DATA", "rrule", "$.backup.rrule" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_that_says_nothing_to_schedule_is_refused(string what, string body, string code, string? name, string? path)
    {
        var tenant = stand.TakeTenant();
        using var client = BulkClient.Of(stand, tenant);

        var (status, answer) = await client.CallAsync("POST", BulkClient.Backup, body);

        Assert.True(status == 400, what);
        var error = code is "REQUEST_BODY_NOT_READABLE" ? answer : Wrapped(answer);
        AssertError(error, code);
        Assert.Equal((name, path), ((string?)error!["details"]!["api_name"], (string?)error["details"]!["json_path"]));
        Assert.Null(tenant.Tenant.Schedule);
        Assert.Empty(tenant.Tenant.Backups);
    }

    [Fact]
    public async Task Body_that_never_ends_is_not_read()
    {
        using var client = BulkClient.Of(stand, stand.TakeTenant());

        var (status, answer) = await client.CallAsync("POST", BulkClient.Backup, new string(' ', 20_000) + Rule);

        Assert.Equal(400, status);
        AssertError(answer, "REQUEST_BODY_NOT_READABLE");
    }

    [Fact]
    public async Task Schedule_that_is_active_is_not_replaced()
    {
        var tenant = stand.TakeTenant();
        tenant.Save(Mondays, TimeProvider.System.GetUtcNow());
        using var client = BulkClient.Of(stand, tenant);

        var (status, answer) = await client.CallAsync("POST", BulkClient.Backup, Rule);

        Assert.Equal(400, status);
        AssertError(Wrapped(answer), "BACKUP_ALREADY_SCHEDULED", "1");
        Assert.Equal(Mondays, tenant.Tenant.Schedule!.Recurrence);
    }

    [Fact]
    public async Task Backup_now_waits_for_none()
    {
        var tenant = stand.TakeTenant();
        var open = tenant.Request(TimeProvider.System.GetUtcNow());
        using var client = BulkClient.Of(stand, tenant);

        var queued = await client.CallAsync("POST", BulkClient.Backup);
        tenant.Tenant.Start(open, TimeProvider.System.GetUtcNow());
        var running = await client.CallAsync("POST", BulkClient.Backup);

        Assert.All([queued, running], answer =>
        {
            Assert.Equal(400, answer.Status);
            AssertError(Wrapped(answer.Body), "INPROGRESS", open.ToString());
        });
        Assert.Single(tenant.Tenant.Backups);
    }

    [Theory]
    [InlineData("nothing is left now", Edition.Free, "", "LIMIT_REACHED")]
    [InlineData("nothing pays for a schedule", Edition.Free, "FREQ=MONTHLY;BYMONTHDAY=1", "LIMIT_REACHED")]
    [InlineData("weekly only by subscription", Edition.Enterprise, "FREQ=WEEKLY;BYDAY=MO", "NOT_ALLOWED")]
    public async Task What_nothing_pays_for_is_refused(string what, string edition, string rule, string code)
    {
        var tenant = stand.TakeTenant(edition);
        using var client = BulkClient.Of(stand, tenant);

        var (status, answer) = await client.CallAsync("POST", BulkClient.Backup, rule.Length == 0 ? null : $$$"""{"backup":{"rrule":"{{{rule}}}"}}""");

        Assert.True(status == 400, what);
        AssertError(Wrapped(answer), code);
    }

    // The run of this week, by a schedule that was saved after another had run in it.
    [Fact]
    public async Task Week_that_the_subscription_has_paid_for_is_used_up()
    {
        var tenant = stand.TakeTenant();
        var now = TimeProvider.System.GetUtcNow();
        tenant.Tenant.PaySubscription(PublishedBackup.Requester, now.AddDays(-60), now.AddDays(60), now);
        tenant.Tenant.EndSubscription(PublishedBackup.Requester, now);
        var next = tenant.Terms.MomentOf(now.AddDays(1));
        tenant.Tenant.Ledger.Reserve(new BackupId(1), new QuotaTake(TakeKind.Subscription, next.Month(), next.Week()));
        using var client = BulkClient.Of(stand, tenant);

        var (status, answer) = await client.CallAsync("POST", BulkClient.Backup, $$$"""{"backup":{"rrule":"FREQ=WEEKLY;BYDAY={{{Day(next.Day)}}}"}}""");

        Assert.Equal(400, status);
        AssertError(Wrapped(answer), "ALREADY_USED");
    }

    [Fact]
    public async Task Cancelling_tells_what_cannot_be_cancelled()
    {
        var tenant = stand.TakeTenant();
        var now = TimeProvider.System.GetUtcNow();
        using var client = BulkClient.Of(stand, tenant);

        foreach (var unknown in new[] { "1", "1795430520000000", "0", "x", "99999999999999999999" }) await RefusedAsync(unknown, "RESOURCE_NOT_FOUND", id: null);
        tenant.Save(Mondays, now);
        var backup = tenant.Request(now);
        tenant.Tenant.Start(backup, now);
        await RefusedAsync(backup.ToString(), "INPROGRESS", backup.ToString());
        await RefusedAsync("1", "INPROGRESS", "1");
        tenant.Tenant.Fail(backup, 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), tenant.Terms, now);
        await RefusedAsync(backup.ToString(), "NOT_ALLOWED", id: null);
        tenant.Tenant.StopSchedule(PublishedBackup.Requester, tenant.Terms, now);
        await RefusedAsync("1", "ALREADY_CANCELLED", "1");
        var queued = tenant.Request(now);
        tenant.Tenant.Cancel(PublishedBackup.Requester, queued, tenant.Terms, now);
        await RefusedAsync(queued.ToString(), "ALREADY_CANCELLED", queued.ToString());

        async Task RefusedAsync(string job, string code, string? id)
        {
            var (status, answer) = await client.CallAsync("PUT", BulkClient.CancelOf(job));
            Assert.Equal(400, status);
            AssertError(Wrapped(answer), code, id);
        }
    }

    public static TheoryData<string, string?, string> Callers => new()
    {
        { "nothing", null, "AUTHENTICATION_FAILURE" },
        { "another scheme", "Basic Z3JhbmFyeTp0b2tlbg==", "AUTHENTICATION_FAILURE" },
        { "no token", "Zoho-oauthtoken ", "AUTHENTICATION_FAILURE" },
        { "no token of ours", "Zoho-oauthtoken 1000.8cb99dxxxxxxxxxxxxx9be93", "INVALID_TOKEN" },
        { "a token of nobody", $"Bearer {TokenSecret.Create(new TenantId("eu", "nobody")).Reveal()}", "INVALID_TOKEN" },
        { "a token that the tenant does not have", $"Zoho-oauthtoken {TokenSecret.Create(new TenantId("eu", "montblanc")).Reveal()}", "INVALID_TOKEN" },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Whoever_brings_no_valid_token_is_told_so_at_every_address(string what, string? authorization, string code)
    {
        using var client = new BulkClient(stand.Address, authorization);

        foreach (var (method, path) in Calls("1", "1"))
        {
            var (status, answer) = await client.CallAsync(method, path);
            Assert.True(status == 401, $"{what}: {method} {path} answers {status}");
            AssertError(answer, code);
        }
    }

    [Fact]
    public async Task Token_that_was_revoked_or_has_expired_is_invalid()
    {
        var tenant = stand.TakeTenant();
        using var client = BulkClient.Of(stand, tenant);
        Assert.Equal(204, (await client.CallAsync("GET", BulkClient.Backup)).Status);

        tenant.Tenant.RevokeToken(PublishedBackup.Requester, tenant.Tenant.Tokens[0].Number, TimeProvider.System.GetUtcNow());
        var (status, answer) = await client.CallAsync("GET", BulkClient.Backup);

        Assert.Equal(401, status);
        AssertError(answer, "INVALID_TOKEN");
    }

    public static TheoryData<ApiScope> Scopes => [ApiScope.ReadBackups, ApiScope.ReadSchedule, ApiScope.ReadLog, ApiScope.StartBackups, ApiScope.WriteSchedule, ApiScope.DownloadArchives];

    // Of what a scope of clients stands for, each part is needed.
    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Token_without_one_of_the_scopes_is_a_mismatch(ApiScope missing)
    {
        var backup = stand.Publish(stand.TakeTenant(), TimeProvider.System.GetUtcNow().AddHours(-1));
        backup.Owner.Tenant.TakeNumber(stand.Script.NextNumber());
        using var client = BulkClient.Of(stand, backup.Owner, [.. ApiScopes.All.Except([missing])]);
        bool IsNeeded(string method) => method switch
        {
            "GET" => missing is ApiScope.ReadBackups or ApiScope.ReadSchedule or ApiScope.ReadLog,
            "file" => missing is ApiScope.DownloadArchives,
            _ => missing is ApiScope.StartBackups or ApiScope.WriteSchedule,
        };

        foreach (var (method, path) in Calls($"{backup.Owner.Tenant.Number}", backup.Id.ToString()))
        {
            using var response = await client.SendAsync(method, path);
            var needed = IsNeeded(path.EndsWith(".zip", StringComparison.Ordinal) ? "file" : method);
            Assert.True(needed == (response.StatusCode is System.Net.HttpStatusCode.Unauthorized), $"without {missing}: {method} {path} answers {response.StatusCode}");
            if (needed) AssertError(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), "OAUTH_SCOPE_MISMATCH");
        }
    }

    [Fact]
    public async Task Session_of_a_browser_is_no_credential()
    {
        using var browser = await stand.SignedInAsync("sophia");

        using var response = await browser.GetAsync(BulkClient.Backup);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        AssertError(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), "AUTHENTICATION_FAILURE");
    }

    [Theory]
    [InlineData("/crm/bulk/v8/backups")]
    [InlineData("/crm/bulk/v8/backup/1")]
    [InlineData("/crm/bulk/v8/backup/1/actions")]
    [InlineData("/crm/bulk/v8/backup/1/actions/stop")]
    [InlineData("/crm/bulk/v7/backup")]
    [InlineData("/crm/bulk")]
    [InlineData("/crm/v8/users?type=CurrentUser")]
    [InlineData("/v2/crm/1/backup/2")]
    public async Task Address_of_nothing_is_told_to_be_one(string path)
    {
        using var anonymous = new BulkClient(stand.Address, authorization: null);
        using var client = BulkClient.Of(stand, stand.TakeTenant());

        foreach (var caller in new[] { anonymous, client })
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE" })
        {
            var (status, answer) = await caller.CallAsync(method, path);
            Assert.Equal(404, status);
            AssertError(answer, "INVALID_URL_PATTERN");
        }
    }

    [Theory]
    [InlineData(BulkClient.Backup, "PUT", "DELETE", "PATCH")]
    [InlineData($"{BulkClient.Backup}/history", "POST", "PUT", "DELETE")]
    [InlineData($"{BulkClient.Backup}/urls", "POST", "PUT", "DELETE")]
    [InlineData($"{BulkClient.Backup}/1/actions/cancel", "GET", "POST", "DELETE")]
    [InlineData("/v2/crm/1/backup/2/Data_001.zip", "POST", "PUT", "DELETE")]
    public async Task Method_that_an_address_does_not_have_is_refused(string path, params string[] methods)
    {
        using var client = BulkClient.Of(stand, stand.TakeTenant());

        foreach (var method in methods)
        {
            var (status, answer) = await client.CallAsync(method, path);
            Assert.Equal(400, status);
            AssertError(answer, "INVALID_REQUEST_METHOD");
        }
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("page=99999999999", "page")]
    [InlineData("per_page=0", "per_page")]
    [InlineData("per_page=201", "per_page")]
    [InlineData("page=1&per_page=1.5", "per_page")]
    public async Task Page_that_cannot_be_is_refused(string query, string name)
    {
        using var client = BulkClient.Of(stand, stand.TakeTenant());

        var (status, answer) = await client.CallAsync("GET", $"{BulkClient.Backup}/history?{query}");

        Assert.Equal(400, status);
        AssertError(answer, "INVALID_DATA");
        Assert.Equal(name, (string?)answer!["details"]!["api_name"]);
    }

    [Fact]
    public async Task What_fails_here_is_an_internal_error_and_says_nothing_more()
    {
        var tenant = stand.TakeTenant();
        using var client = BulkClient.Of(stand, tenant);
        tenant.Outage = RegionUnavailableException.For(tenant.Profile.Id);

        foreach (var (method, path) in Calls("1", "1"))
        {
            var (status, answer) = await client.CallAsync(method, path);
            Assert.Equal(500, status);
            AssertError(answer, "INTERNAL_ERROR");
            Assert.DoesNotContain("silo", answer!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    // Counted with those to /api/v1.
    [Theory]
    [InlineData("RequestsPerMinute")]
    [InlineData("ChangesPerMinute")]
    [InlineData("AddressRequestsPerMinute")]
    public async Task Whoever_calls_too_often_is_told_when_to_call_again(string limit)
    {
        await using var limited = new WebStand([new($"Granary:Api:{limit}", "2")]);
        await limited.InitializeAsync();
        using var client = BulkClient.Of(limited, limited.TakeTenant());

        foreach (var _ in Enumerable.Range(0, 2)) Assert.NotEqual(429, (await client.CallAsync("PUT", BulkClient.CancelOf("1"))).Status);
        using var response = await client.SendAsync("PUT", BulkClient.CancelOf("1"));

        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        AssertError(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), "TOO_MANY_REQUESTS");
    }

    private static IEnumerable<(string Method, string Path)> Calls(string tenant, string job) =>
    [
        ("POST", BulkClient.Backup), ("GET", BulkClient.Backup), ("GET", $"{BulkClient.Backup}/history"), ("GET", $"{BulkClient.Backup}/urls"),
        ("PUT", BulkClient.CancelOf(job)), ("GET", $"/v2/crm/{tenant}/backup/{job}/Data_001.zip"),
    ];

    private static string Day(DateOnly day) => day.DayOfWeek.ToString()[..2].ToUpperInvariant();

    private static JsonNode? Wrapped(JsonNode? answer)
    {
        Assert.Equal(["backup"], answer!.AsObject().Select(member => member.Key));
        return answer["backup"];
    }

    private static void AssertError(JsonNode? error, string code, string? id = null)
    {
        Assert.Equal(["code", "details", "message", "status"], error!.AsObject().Select(member => member.Key));
        Assert.Equal((code, "error"), ((string?)error["code"], (string?)error["status"]));
        Assert.NotEqual("", (string?)error["message"]);
        Assert.IsType<JsonObject>(error["details"]);
        if (id is not null) Assert.Equal(id, (string?)error["details"]!["id"]);
    }
}
