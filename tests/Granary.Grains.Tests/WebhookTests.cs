using Granary.Adapters.Webhooks;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Granary.Grains.Tests;

/// <summary>From a decision of a tenant to the vendor's endpoint on a real server; the clock is moved by hand.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordedLog log = new();
    private WebhookReceiver receiver = null!;
    private ServiceProvider adapters = null!;
    private TestCluster cluster = null!;

    private ITenantGrain Tenant => cluster.Grains.Tenant(Acme);

    private IEnumerable<string> Types => receiver.Received.Select(received => received.Type);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        var settings = new Dictionary<string, string?> { ["Url"] = receiver.Address.ToString(), ["Secrets:0"] = WebhookReceiver.Secret, ["Networks:0"] = "127.0.0.0/8", ["TimeoutSeconds"] = "1" };
        adapters = new ServiceCollection().AddWebhooks(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        cluster = await TestCluster.StartAsync(scene, clock: clock, configure: services =>
        {
            services.AddSingleton(adapters.GetRequiredService<IWebhook>());
            services.AddSingleton<ILoggerProvider>(log);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await adapters.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_to_a_backup_is_told_in_order()
    {
        var id = await RequestAsync();
        await cluster.EndedAsync(Acme, id);
        await ArrivedAsync(2);

        Assert.Equal(["backup.started", "backup.ready"], Types);
        Assert.All(receiver.Received, received => Assert.Equal(id.ToString(), received.Json["data"]!["backup"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_has_not_arrived_is_sent_again_under_the_same_id_before_what_came_later()
    {
        receiver.FailNext(2, async http =>
        {
            if (receiver.Received.Count == 1) await WebhookReceiver.Answered(http, StatusCodes.Status500InternalServerError);
            // No answer at all, until the silo has had enough of it.
            else await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        });

        await cluster.EndedAsync(Acme, await RequestAsync());
        await FailedAsync(1);
        clock.Advance(TimeSpan.FromSeconds(4));
        await TickAsync();
        Assert.Single(receiver.Received);
        clock.Advance(TimeSpan.FromSeconds(1));
        await TickAsync();
        await FailedAsync(2);
        clock.Advance(TimeSpan.FromSeconds(30));
        await TickAsync();
        await ArrivedAsync(4);

        Assert.Equal(["backup.started", "backup.started", "backup.started", "backup.ready"], Types);
        Assert.Equal(2, receiver.Received.Select(received => received.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_was_sent_by_a_silo_that_died_before_it_could_note_that_is_sent_again_and_then_no_more()
    {
        // The first answer is on its way when nothing can be stored any more.
        receiver.Answer = async http =>
        {
            receiver.Answer = later => WebhookReceiver.Answered(later, StatusCodes.Status200OK);
            await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE UPDATE ON OrleansStorage BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            await WebhookReceiver.Answered(http, StatusCodes.Status200OK);
        };
        await Tenant.SaveSchedule(Sophia, new Domain.Scheduling.Recurrence.TwiceAMonth(DayOfWeek.Monday), null);
        await Wait.UntilAsync(() => log.Entries.Any(entry => entry.Message.Contains("could not be noted", StringComparison.Ordinal)), "the silo that cannot note what it has sent");
        await cluster.StopAsync(killed: true);
        await cluster.StartAgainAsync(silos: 1);
        await cluster.ExecuteAsync("DROP TRIGGER broken");

        await TickAsync();
        await ArrivedAsync(2);
        await Wait.UntilAsync(async () => await WaitingAsync() == 0, "what is noted now");
        await TickAsync();

        Assert.Equal(["schedule.saved", "schedule.saved"], Types);
        Assert.Single(receiver.Received.Select(received => received.Id).Distinct());
    }

    [Fact]
    public async Task What_never_arrives_is_given_up_after_three_days_and_an_error_says_so()
    {
        receiver.Answer = http => WebhookReceiver.Answered(http, StatusCodes.Status410Gone);
        await Tenant.SetTextMode(Sophia, TextMode.Spreadsheet);
        await Tenant.SaveSchedule(Sophia, new Domain.Scheduling.Recurrence.TwiceAMonth(DayOfWeek.Monday), null);
        await FailedAsync(1);

        clock.Advance(WebhookOutbox.GiveUpAfter);
        await TickAsync();

        await Wait.UntilAsync(() => log.Entries.Any(entry => entry.Level is LogLevel.Error && entry.Message == "The vendor never learns of 1 messages about eu/acme: they did not arrive in time and are given up"), "the error");
        Assert.Equal(0, await WaitingAsync());
    }

    private async Task<BackupId> RequestAsync() => Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;

    private Task TickAsync() => Tenant.AsReference<IRemindable>().ReceiveReminder("next", default, Token);

    private Task ArrivedAsync(int count) => Wait.UntilAsync(() => receiver.Received.Count >= count, $"{count} calls of the vendor");

    private Task FailedAsync(int attempt) => Wait.UntilAsync(
        async () => await cluster.QueryAsync("SELECT json_extract(CAST(PayloadBinary AS TEXT), '$.Webhooks.Failures') || '' FROM OrleansStorage WHERE GrainTypeString = 'tenant'", 0) is [var failures] && failures == $"{attempt}",
        $"failure {attempt}");

    private async Task<int> WaitingAsync() =>
        int.Parse((await cluster.QueryAsync("SELECT json_array_length(CAST(PayloadBinary AS TEXT), '$.Webhooks.Waiting') || '' FROM OrleansStorage WHERE GrainTypeString = 'tenant'", 0)).Single(), System.Globalization.CultureInfo.InvariantCulture);
}
