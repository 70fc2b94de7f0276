using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Granary.Contracts;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

public sealed class NotificationsApiTests(WebStand stand)
{
    private static readonly Actor Sophia = PublishedBackup.Requester;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notifications_are_listed_in_the_language_that_is_asked_for_until_they_are_read()
    {
        using var program = stand.NewProgram();
        program.Headers.AcceptLanguage.ParseAdd("fr");
        await TellAsync(program, DayOfWeek.Monday);

        var unread = await program.GetAsync("/notifications");
        var read = await program.PostAsync("/notifications/read", new { through = 1 });
        var after = await program.GetAsync("/notifications");

        var notification = Assert.Single(unread.Items);
        Assert.Equal(("scheduleSaved", "False"), (notification.GetProperty("kind").GetString(), notification.GetProperty("read").ToString()));
        Assert.Contains("Sophia Isha", notification.GetProperty("text").GetString());
        Assert.Contains("lundi", notification.GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NoContent, read.Status);
        Assert.Equal("True", Assert.Single(after.Items).GetProperty("read").ToString());
    }

    [Fact]
    public async Task A_stream_tells_what_is_new_and_goes_on_where_it_was_broken_off()
    {
        using var program = stand.NewProgram();
        await TellAsync(program, DayOfWeek.Monday);
        List<string?> heard = [];

        using (var stream = await program.OpenAsync("/notifications/events"))
        {
            Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
            await foreach (var item in EventsOf(stream))
            {
                if (item.EventType == "ping")
                {
                    await TellAsync(program, DayOfWeek.Tuesday);
                    continue;
                }
                heard.Add(item.EventId);
                Assert.Equal("2", JsonDocument.Parse(item.Data).RootElement.GetProperty("number").ToString());
                break;
            }
        }
        await TellAsync(program, DayOfWeek.Wednesday);
        await TellAsync(program, DayOfWeek.Thursday);
        using (var stream = await program.OpenAsync("/notifications/events", lastEvent: heard[^1]))
            await foreach (var item in EventsOf(stream))
            {
                if (item.EventType == "notification") heard.Add(item.EventId);
                if (heard.Count == 3) break;
            }

        Assert.Equal(["2", "3", "4"], heard);
    }

    [Fact]
    public async Task An_id_that_is_none_is_named()
    {
        using var program = stand.NewProgram();

        using var response = await program.OpenAsync("/notifications/events", lastEvent: "x");
        var reply = await Reply.ReadAsync(response);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal(["Last-Event-ID"], reply.Wrong);
    }

    private static IAsyncEnumerable<SseItem<string>> EventsOf(HttpResponseMessage response) =>
        SseParser.Create(response.Content.ReadAsStream(Cancellation)).EnumerateAsync(Cancellation);

    // As somebody does on another node: the stream says "look".
    private async Task TellAsync(ApiProgram program, DayOfWeek weekday)
    {
        var tenant = program.Tenant.Profile.Id;
        using (Caller.Of(tenant).Enter()) await stand.Grains.Tenant(tenant).SaveSchedule(Sophia, new Recurrence.TwiceAMonth(weekday), from: null);
    }
}
