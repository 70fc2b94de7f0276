using System.Net;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

/// <summary>On stands of their own, whose limits are low. A minute is long enough for each of these.</summary>
public sealed class ApiLimitTests
{
    [Fact]
    public async Task A_tenant_that_asks_too_often_waits_and_another_one_does_not()
    {
        await using var limited = await LimitedAsync(("RequestsPerMinute", "5"));
        using var eager = limited.NewProgram();
        using var calm = limited.NewProgram();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => eager.GetAsync("/backups")));

        Assert.Equal(5, replies.Count(reply => reply.Status is HttpStatusCode.OK));
        Assert.All(replies.Where(reply => reply.Status is not HttpStatusCode.OK), reply =>
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-requests"), (reply.Status, reply.Problem));
            Assert.InRange(int.Parse(reply.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        });
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync("/backups")).Status);
    }

    [Fact]
    public async Task Backups_and_changes_of_the_schedule_are_limited_further()
    {
        await using var limited = await LimitedAsync(("ChangesPerMinute", "3"));
        using var program = limited.NewProgram();

        var changes = new List<HttpStatusCode>();
        for (var i = 0; i < 2; i++)
        {
            changes.Add((await program.PostAsync("/backups")).Status);
            changes.Add((await program.PutAsync("/schedule", new { rrule = "FREQ=MONTHLY;BYMONTHDAY=1" }, i == 0 ? null : "*")).Status);
        }

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], changes);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/schedule")).Status);
    }

    [Fact]
    public async Task Streams_are_limited_by_how_many_are_open()
    {
        await using var limited = await LimitedAsync(("StreamsAtOnce", "2"));
        using var program = limited.NewProgram();
        using var first = await program.OpenAsync("/notifications/events");
        var second = await program.OpenAsync("/notifications/events");
        using var third = await program.OpenAsync("/notifications/events");
        second.Dispose();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode, third.StatusCode));
        for (var status = HttpStatusCode.TooManyRequests; status is not HttpStatusCode.OK;)
        {
            using var again = await program.OpenAsync("/notifications/events");
            status = again.StatusCode;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Whoever_guesses_tokens_or_passwords_is_stopped_by_address_whatever_the_request_says_of_it()
    {
        string[] doors = ["/api/v1/backups", "/sign-in", "/payments/messages", "/_blazor/negotiate"];
        await using var limited = await LimitedAsync(("AddressRequestsPerMinute", "5"));
        using var guesser = limited.NewBrowser();

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var response = await guesser.SendAsync(HttpMethod.Get, doors[i % doors.Length], headers =>
            {
                headers.Add("X-Forwarded-For", $"10.0.0.{i}");
                headers.Add("Authorization", $"Bearer granary_guess-{i}");
            });
            statuses.Add(response.StatusCode);
        }

        Assert.All(statuses.Take(5), status => Assert.NotEqual(HttpStatusCode.TooManyRequests, status));
        Assert.All(statuses.Skip(5), status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
    }

    [Fact]
    public async Task A_stream_ends_after_a_while()
    {
        await using var limited = await LimitedAsync(("StreamLength", "00:00:01"));
        using var program = limited.NewProgram();

        using var stream = await program.OpenAsync("/notifications/events");

        Assert.Contains("event: ping", await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<WebStand> LimitedAsync(params (string Name, string Value)[] limits)
    {
        var stand = new WebStand(limits.Select(limit => KeyValuePair.Create($"Granary:Api:{limit.Name}", (string?)limit.Value)));
        await stand.InitializeAsync();
        return stand;
    }
}
