using System.Net;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

public sealed class BackupsApiTests(WebStand stand)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_backup_is_started_once_for_a_key_and_its_answer_comes_again()
    {
        using var program = stand.NewProgram(Edition.Ultimate);

        var first = await program.PostAsync("/backups", key: "monday");
        var id = first["id"]!;
        program.Tenant.Tenant.Fail(Parse(id), 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), program.Tenant.Terms, Now);
        var again = await program.PostAsync("/backups", key: "monday");
        var another = await program.PostAsync("/backups", key: "tuesday");

        Assert.Equal((HttpStatusCode.Accepted, "True", $"/api/v1/backups/{id}"), (first.Status, first["started"], first.Location));
        Assert.Equal((HttpStatusCode.Accepted, id), (again.Status, again["id"]));
        Assert.NotEqual(id, another["id"]);
        Assert.Equal(2, program.Tenant.Tenant.Backups.Count);
        Assert.All(program.Tenant.Tenant.Backups, backup => Assert.Equal(program.Token.ToActor(), backup.RequestedBy));
    }

    [Fact]
    public async Task While_one_is_open_that_one_is_the_answer()
    {
        using var program = stand.NewProgram();
        var first = await program.PostAsync("/backups");

        var second = await program.PostAsync("/backups");

        Assert.Equal((HttpStatusCode.OK, first["id"], "False"), (second.Status, second["id"], second["started"]));
        Assert.Single(program.Tenant.Tenant.Backups);
    }

    [Fact]
    public async Task When_nothing_is_left_the_answer_says_why_and_what_would_help()
    {
        using var program = stand.NewProgram(Edition.Free);
        program.Headers.AcceptLanguage.ParseAdd("fr");

        var reply = await program.PostAsync("/backups");

        Assert.Equal((HttpStatusCode.Conflict, "nothing-left"), (reply.Status, reply.Problem));
        Assert.Equal(("noUnits", "1"), (reply.Json.GetProperty("refusal").GetProperty("reason").GetString(), reply.Json.GetProperty("refusal").GetProperty("unitsNeeded").ToString()));
        Assert.Equal("Rien ne couvre cette sauvegarde.", reply["title"]);
    }

    [Theory, InlineData(""), InlineData("a b"), InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        using var program = stand.NewProgram();

        var reply = await program.PostAsync("/backups", key: key);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal(["Idempotency-Key"], reply.Wrong);
        Assert.Empty(program.Tenant.Tenant.Backups);
    }

    [Fact]
    public async Task A_queued_backup_is_cancelled_and_its_quota_comes_back()
    {
        using var program = stand.NewProgram();
        var id = (await program.PostAsync("/backups"))["id"];

        var cancelled = await program.PostAsync($"/backups/{id}/cancel");
        var again = await program.PostAsync($"/backups/{id}/cancel");

        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled["state"]));
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (again.Status, again["state"]));
        Assert.Equal("2", (await program.GetAsync("/tenant")).Json.GetProperty("quota").GetProperty("freeLeft").ToString());
    }

    [Fact]
    public async Task What_is_in_progress_or_has_ended_is_not_cancelled()
    {
        using var program = stand.NewProgram();
        var id = (await program.PostAsync("/backups"))["id"]!;
        program.Tenant.Tenant.Start(Parse(id), Now);

        var running = await program.PostAsync($"/backups/{id}/cancel");
        program.Tenant.Tenant.Fail(Parse(id), 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), program.Tenant.Terms, Now);
        var ended = await program.PostAsync($"/backups/{id}/cancel");

        Assert.Equal((HttpStatusCode.Conflict, "backup-in-progress"), (running.Status, running.Problem));
        Assert.Equal((HttpStatusCode.Conflict, "backup-ended"), (ended.Status, ended.Problem));
    }

    [Fact]
    public async Task Progress_is_that_of_the_backup_and_ends_with_it()
    {
        using var program = stand.NewProgram();
        var id = (await program.PostAsync("/backups"))["id"]!;
        program.Tenant.Progress = new BackupProgress(BackupPhase.Exporting, [new ModuleProgress("Leads", false, ModuleState.Exporting, 50, 100)]);

        var running = await program.GetAsync($"/backups/{id}/progress");
        program.Tenant.Tenant.Fail(Parse(id), 0, new Fault(FaultStage.Export, FaultSide.Crm, false, "no such table"), program.Tenant.Terms, Now);
        var ended = await program.GetAsync($"/backups/{id}/progress");

        Assert.Equal(("exporting", "50", "0.475"), (running["phase"], running["records"], running["fraction"]));
        Assert.Equal(("Leads", "exporting"), (running.Json.GetProperty("modules")[0].GetProperty("name").GetString(), running.Json.GetProperty("modules")[0].GetProperty("state").GetString()));
        Assert.Equal(("failed", "ended", "1"), (ended["state"], ended["phase"], ended["fraction"]));
    }

    [Fact]
    public async Task Archives_have_sizes_hashes_and_addresses_that_the_same_token_downloads()
    {
        using var program = stand.NewProgram();
        var backup = stand.Publish(program.Tenant, Now.AddHours(-1));

        var archives = await program.GetAsync($"/backups/{backup.Id}/archives");
        var zip = archives.Items.First();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = program.Headers.Authorization;

        Assert.Equal(("Data_001.zip", 10_000, backup.Sha256), (zip.GetProperty("name").GetString(), zip.GetProperty("size").GetInt32(), zip.GetProperty("sha256").GetString()));
        Assert.Equal(backup.Archive, await client.GetByteArrayAsync(zip.GetProperty("url").GetString(), TestContext.Current.CancellationToken));
    }

    [Theory, InlineData(-169, HttpStatusCode.Gone, "backup-expired"), InlineData(-167, HttpStatusCode.OK, null)]
    public async Task Archives_of_an_expired_backup_are_gone(int hours, HttpStatusCode status, string? problem)
    {
        using var program = stand.NewProgram();
        var backup = stand.Publish(program.Tenant, Now.AddHours(hours));

        var reply = await program.GetAsync($"/backups/{backup.Id}/archives");

        Assert.Equal((status, problem), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task Cursors_lead_through_all_backups_once()
    {
        using var program = stand.NewProgram();
        var ids = Enumerable.Range(1, 7).Select(i => stand.Publish(program.Tenant, Now.AddMinutes(-10 * (8 - i))).Id.ToString()).Reverse().ToList();

        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await program.GetAsync($"/backups?limit=3{cursor}");
            found.AddRange(part.Items.Select(item => item.GetProperty("id").GetString()!));
            cursor = part.Next is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal(ids, found);
    }

    [Theory]
    [InlineData("/backups?limit=0", "limit")]
    [InlineData("/backups?limit=201", "limit")]
    [InlineData("/backups?limit=-1", "limit")]
    [InlineData("/backups?limit=x", "limit")]
    [InlineData("/backups?cursor=x", "cursor")]
    [InlineData("/log?cursor=YmFja3VwczoxMg", "cursor")]
    [InlineData("/log?event=nothing", "event")]
    [InlineData("/log?event=3", "event")]
    [InlineData("/orders?limit=1.5", "limit")]
    [InlineData("/tokens?limit=%00", "limit")]
    [InlineData("/notifications?cursor=", "cursor")]
    [InlineData("/schedule/preview?rrule=FREQ%3DDAILY", "rrule")]
    [InlineData("/schedule/preview?rrule=FREQ%3DWEEKLY%3BBYDAY%3DMO&firstDay=tomorrow", "firstDay")]
    [InlineData("/schedule/preview?rrule=FREQ%3DWEEKLY%3BBYDAY%3DMO&firstDay=9999-12-31", "firstDay")]
    [InlineData("/schedule/preview?rrule=FREQ%3DWEEKLY%3BBYDAY%3DMO&firstDay=0001-01-01", "firstDay")]
    public async Task A_wrong_value_in_a_query_is_named(string path, string wrong)
    {
        using var program = stand.NewProgram();

        var reply = await program.GetAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal([wrong], reply.Wrong);
    }

    [Fact]
    public async Task Another_tenants_backup_is_no_backup()
    {
        using var program = stand.NewProgram();
        using var another = stand.NewProgram();
        var id = (await another.PostAsync("/backups"))["id"];

        foreach (var reply in new[] { await program.GetAsync($"/backups/{id}"), await program.GetAsync($"/backups/{id}/progress"), await program.GetAsync($"/backups/{id}/archives"), await program.PostAsync($"/backups/{id}/cancel"), await program.GetAsync("/backups/1"), await program.GetAsync("/backups/x") })
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (reply.Status, reply.Problem));
        Assert.Equal(BackupState.Queued, another.Tenant.Tenant.Backups.Single().State);
    }

    [Fact]
    public async Task A_tenant_that_does_not_answer_lets_nobody_in_and_tells_nothing_of_why()
    {
        using var program = stand.NewProgram();
        program.Tenant.Outage = new TransientException("connection to 10.1.2.3 refused for user granary");

        var reply = await program.GetAsync("/backups");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (reply.Status, reply.Problem));
        Assert.DoesNotContain("10.1.2.3", reply.Text);
    }

    private static BackupId Parse(string id) => BackupId.TryParse(id, out var parsed) ? parsed : throw new FormatException(id);
}
