using System.Net;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

public sealed class SchedulesApiTests(WebStand stand)
{
    private static readonly object Mondays = new { rrule = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" };
    private static readonly object Fridays = new { rrule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" };

    [Fact]
    public async Task A_schedule_is_saved_read_replaced_and_stopped_by_whoever_knows_it()
    {
        using var program = stand.NewProgram();

        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/schedule")).Status);
        var saved = await program.PutAsync("/schedule", Mondays);
        var read = await program.GetAsync("/schedule");
        var replaced = await program.PutAsync("/schedule", Fridays, read.ETag);
        var stopped = await program.DeleteAsync("/schedule", replaced.ETag);

        Assert.Equal((HttpStatusCode.Created, "\"1\"", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), (saved.Status, saved.ETag, saved["rrule"]));
        Assert.Equal((HttpStatusCode.OK, saved.Text, saved.ETag), (read.Status, read.Text, read.ETag));
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (replaced.Status, replaced.ETag));
        Assert.Equal(HttpStatusCode.NoContent, stopped.Status);
        Assert.False(program.Tenant.Tenant.Schedule!.IsActive);
        Assert.Equal([program.Token.ToActor()], program.Tenant.Tenant.Log.Entries.Where(entry => entry.Event is not LogEvent.TokenCreated).Select(entry => entry.Actor).Distinct());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired, "precondition-required")]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("1", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("\"1\", x", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("\"01\"", HttpStatusCode.PreconditionFailed, "precondition-failed")]
    [InlineData("\"7\", \"1\"", HttpStatusCode.OK, null)]
    [InlineData("*", HttpStatusCode.OK, null)]
    public async Task A_schedule_that_is_there_is_replaced_only_if_it_is_the_one_that_is_known(string? ifMatch, HttpStatusCode status, string? problem)
    {
        using var program = stand.NewProgram();
        await program.PutAsync("/schedule", Mondays);

        var reply = await program.PutAsync("/schedule", Fridays, ifMatch);

        Assert.Equal((status, problem), (reply.Status, reply.Problem));
        Assert.Equal(problem is null ? DayOfWeek.Friday : DayOfWeek.Monday, ((Recurrence.TwiceAMonth)program.Tenant.Tenant.Schedule!.Recurrence).Weekday);
    }

    [Theory, InlineData("\"1\""), InlineData("*"), InlineData("x")]
    public async Task Where_there_is_none_nobody_can_know_it(string ifMatch)
    {
        using var program = stand.NewProgram();

        Assert.Equal("precondition-failed", (await program.PutAsync("/schedule", Mondays, ifMatch)).Problem);
        Assert.Equal("not-found", (await program.DeleteAsync("/schedule", ifMatch)).Problem);
        Assert.Null(program.Tenant.Tenant.Schedule);
    }

    [Fact]
    public async Task Whoever_wants_to_be_the_first_says_so()
    {
        using var program = stand.NewProgram();

        var first = await program.SendAsync(HttpMethod.Put, "/schedule", Mondays, ("If-None-Match", "*"));
        var second = await program.SendAsync(HttpMethod.Put, "/schedule", Fridays, ("If-None-Match", "*"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.PreconditionFailed), (first.Status, second.Status));
    }

    [Fact]
    public async Task A_schedule_is_not_stopped_by_somebody_who_does_not_know_it_nor_while_a_backup_runs()
    {
        using var program = stand.NewProgram(Edition.Ultimate);
        await program.PutAsync("/schedule", Mondays);

        var unsaid = await program.DeleteAsync("/schedule");
        var other = await program.DeleteAsync("/schedule", "\"2\"");
        program.Tenant.Tenant.Start(program.Tenant.Request(TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow());
        var running = await program.DeleteAsync("/schedule", "\"1\"");

        Assert.Equal(("precondition-required", "precondition-failed", "backup-in-progress"), (unsaid.Problem, other.Problem, running.Problem));
        Assert.True(program.Tenant.Tenant.Schedule!.IsActive);
    }

    [Fact]
    public async Task A_schedule_that_nothing_pays_for_is_not_saved()
    {
        using var program = stand.NewProgram(Edition.Free);

        var reply = await program.PutAsync("/schedule", Mondays);
        var preview = await program.GetAsync("/schedule/preview?rrule=FREQ%3DWEEKLY%3BINTERVAL%3D2%3BBYDAY%3DMO");

        Assert.Equal((HttpStatusCode.Conflict, "nothing-left"), (reply.Status, reply.Problem));
        Assert.Equal("noUnits", preview.Json.GetProperty("refusal").GetProperty("reason").GetString());
        Assert.Null(program.Tenant.Tenant.Schedule);
    }

    [Fact]
    public async Task A_preview_says_when_and_at_what_cost_and_changes_nothing()
    {
        using var program = stand.NewProgram();

        var preview = await program.GetAsync("/schedule/preview?rrule=FREQ%3DMONTHLY%3BBYMONTHDAY%3D31&firstDay=2030-01-01");
        var none = await program.GetAsync("/schedule/preview");

        Assert.Equal(6, preview.Json.GetProperty("runs").GetArrayLength());
        var run = preview.Json.GetProperty("runs")[0];
        Assert.StartsWith("2030-01-31T", run.GetProperty("dueAt").GetString());
        Assert.Equal(("Europe/Paris", "free"), (run.GetProperty("timeZone").GetString(), run.GetProperty("takes").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.Null(program.Tenant.Tenant.Schedule);
    }

    [Theory]
    [InlineData("""{"rrule":"FREQ=DAILY"}""", "rrule")]
    [InlineData("""{"rrule":""}""", "rrule")]
    [InlineData("""{"rrule":null}""", "rrule")]
    [InlineData("""{"rrule":7}""", "rrule")]
    [InlineData("""{}""", "rrule")]
    [InlineData("""{"Rrule":"FREQ=WEEKLY;BYDAY=MO"}""", "Rrule,rrule")]
    [InlineData("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","colour":"red"}""", "colour")]
    [InlineData("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","rrule":"FREQ=WEEKLY;BYDAY=TU"}""", "rrule")]
    [InlineData("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","firstDay":"31.12.2030"}""", "firstDay")]
    [InlineData("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","firstDay":"9999-12-31"}""", "firstDay")]
    [InlineData("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","firstDay":"0001-01-01"}""", "firstDay")]
    [InlineData("""{"rrule":"FREQ=DAILY","firstDay":"9999-12-31"}""", "firstDay,rrule")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("{", "body")]
    [InlineData("", "body")]
    [InlineData("{\"\\ud800\":1}", "body")]
    [InlineData("""{"rrule":"\ud800"}""", "rrule")]
    public async Task A_wrong_member_of_a_body_is_named(string body, string wrong)
    {
        using var program = stand.NewProgram();

        var reply = await program.SendAsync(HttpMethod.Put, "/schedule", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal(wrong.Split(','), reply.Wrong.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Granary.", reply.Text);
        Assert.Null(program.Tenant.Tenant.Schedule);
    }
}
