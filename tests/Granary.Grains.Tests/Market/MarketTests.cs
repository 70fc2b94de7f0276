using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests.Market;

/// <summary>
/// Many buy at once while silos are killed, the provider falters and its messages come as they like. Afterwards what it took,
/// what was ordered and what the tenants have are the same. <c>tests/purchases</c> runs it as often as asked; the seed
/// replays what everybody wants, not the moments.
/// </summary>
public sealed class MarketTests : IAsyncDisposable
{
    private const int PurchasesOfRound = 75;

    private readonly int seed = Campaign.Seed;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private readonly CrmScene scene = new();
    private readonly FakePayments payments;
    private readonly Random trouble;
    private TestCluster? cluster;
    private int kills, messages, refused;

    public MarketTests()
    {
        payments = new FakePayments(clock);
        trouble = new Random(seed);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<TenantId> Tenants => scene.Tenants.Select(tenant => tenant.Id);

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_the_provider_took_and_what_the_tenants_have_is_the_same_whatever_died_meanwhile()
    {
        var purchases = Campaign.Setting("GRANARY_PURCHASES", normally: 150);
        for (var number = 1; number <= Math.Max(8, purchases / 50); number++)
            scene.Tenants.Add(new SceneTenant(new TenantProfile(new TenantId("eu", $"acme-{number}"), "Acme", "Europe/Paris", "FR", Edition.Standard)));
        cluster = await TestCluster.StartAsync(scene, silos: 3, clock: clock, configure: services => services.AddSingleton<IPaymentProvider>(payments));
        var postman = new Postman(cluster, seed);

        payments.Before = FalterAsync;
        payments.After = FalterAsync;
        for (var first = 0; first < purchases; first += PurchasesOfRound)
        {
            var decisions = Enumerable.Range(first, Math.Min(PurchasesOfRound, purchases - first)).ToArray();
            await Task.WhenAll(BuyAsync(decisions, postman), KillAsync());
            clock.Advance(Tenant.AskAfter);
            await TickAsync();
        }
        messages += await postman.BringAsync();
        payments.Before = payments.After = _ => Task.CompletedTask;

        // Long enough for the last question about every open order.
        clock.Advance(TimeSpan.FromDays(3));
        await TickAsync();
        await AssertBalanceAsync(purchases);
        foreach (var payment in payments.All) payments.EndMonth(payment.Name);
        clock.Advance(TimeSpan.FromDays(32));
        await TickAsync();
        var books = await AssertBalanceAsync(purchases);

        Console.WriteLine(
            $"{purchases} decisions to buy of {scene.Tenants.Count} tenants, {kills} silos killed, {messages} messages: {books.Captured.Count} captured " +
            $"({books.Captured.Sum(payment => payment.Order.Total().Amount)} EUR), {payments.All.Count - books.Captured.Count} not paid, {refused} refused; 0 doubled, 0 lost; seed {seed}");
    }

    // Two at a time are two tabs of one tenant.
    private async Task BuyAsync(int[] decisions, Postman postman)
    {
        var shopping = Parallel.ForEachAsync(decisions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (decision, _) =>
        {
            var tenant = scene.Tenants[decision / 2 % scene.Tenants.Count].Id;
            var buyer = new Buyer(cluster!, payments, postman, tenant, $"decision-{decision}", new Random(unchecked((seed * 1_000_003) + decision)));
            if (!await buyer.BuyAsync()) Interlocked.Increment(ref refused);
        });
        while (!shopping.IsCompleted)
        {
            messages += await postman.BringAsync();
            await Task.WhenAny(shopping, Task.Delay(100, Token));
        }
        await shopping;
    }

    private async Task KillAsync()
    {
        await Task.Delay(Next(1500), Token);
        var silos = cluster!.Silos.Silos.ToArray();
        await cluster.Silos.KillSiloAsync(silos[Next(silos.Length)], Token);
        await cluster.Silos.StartAdditionalSiloAsync();
        kills++;
    }

    private async Task FalterAsync(CancellationToken token)
    {
        if (Next(4) == 0) await Task.Delay(Next(20), token);
        if (Next(30) == 0) throw new TransientException("The provider falters.");
    }

    // As the reminders would, whose clock is not the tests'.
    private Task TickAsync() => Parallel.ForEachAsync(Tenants, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (tenant, _) => await Buyer.AskAsync(async () =>
    {
        await cluster!.Grains.Tenant(tenant).AsReference<IRemindable>().ReceiveReminder("next", default);
        return true;
    }));

    private async Task<Books> AssertBalanceAsync(int purchases)
    {
        var books = new Books(cluster!, payments, $"{purchases} decisions, {kills} kills, seed {seed}");
        Assert.InRange(books.Captured.Count, purchases / 2, purchases);
        foreach (var tenant in Tenants) await books.AssertBalanceAsync(tenant, Edition.Standard, clock.GetUtcNow());
        return books;
    }

    private int Next(int below)
    {
        lock (trouble) return trouble.Next(below);
    }
}
