using Granary.Domain.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

public sealed class FairSlotsTests
{
    private const string Database = "crm";

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TenantId Giant = new("eu", "giant");
    private static readonly TenantId Small = new("eu", "small");
    private static readonly TenantId Other = new("eu", "other");

    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_modules_of_a_giant_do_not_stand_before_the_first_one_of_a_small_tenant()
    {
        var slots = Slots(inAll: 1);
        var first = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var others = Enumerable.Range(0, 59).Select(_ => slots.TakeAsync(Giant, Database, isAwaited: false, Token)).ToList();
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);

        clock.Advance(Turn);
        first.Dispose();

        using var called = await small;
        Assert.DoesNotContain(others, other => other.IsCompleted);
    }

    [Fact]
    public async Task Tenants_who_wait_are_called_in_turns()
    {
        var slots = Slots(inAll: 1);
        var before = await slots.TakeAsync(Other, Database, isAwaited: false, Token);
        var order = new List<string>();
        var waiting = new[] { Giant, Giant, Giant, Small, Small, Other }.Select(async tenant =>
        {
            using var slot = await slots.TakeAsync(tenant, Database, isAwaited: false, Token);
            order.Add(tenant.Name);
            clock.Advance(Turn);
        }).ToList();

        before.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["giant", "small", "other", "giant", "small", "giant"], order);
    }

    [Fact]
    public async Task A_tenant_does_not_get_all_slots_that_become_free_together()
    {
        var slots = Slots(inAll: 2);
        var (one, two) = (await slots.TakeAsync(Other, Database, isAwaited: false, Token), await slots.TakeAsync(Other, Database, isAwaited: false, Token));
        var giant = Enumerable.Range(0, 2).Select(_ => slots.TakeAsync(Giant, Database, isAwaited: false, Token)).ToList();
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);

        one.Dispose();
        two.Dispose();

        using var first = await giant[0];
        using var second = await small;
        Assert.False(giant[1].IsCompleted);
    }

    [Fact]
    public async Task A_long_export_passes_its_slot_on_after_its_turn_and_gets_it_back()
    {
        var slots = Slots(inAll: 1);
        using var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);

        var early = giant.PassOnAsync(Token);
        clock.Advance(Turn);
        var late = giant.PassOnAsync(Token).AsTask();
        using (await small) Assert.False(late.IsCompleted);

        Assert.True(early.IsCompleted);
        await late;
    }

    [Fact]
    public async Task A_read_that_takes_longer_than_a_turn_lends_its_slot_until_it_is_over()
    {
        var slots = Slots(inAll: 1);
        using var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);
        var rows = new TaskCompletionSource<int>();

        var read = giant.ReadAsync(rows.Task, Token);
        Assert.False(small.IsCompleted);
        clock.Advance(Turn);
        using (await small)
        {
            rows.SetResult(5);
            await Task.Yield();
            Assert.False(read.IsCompleted);
        }

        Assert.Equal(5, await read);
        Assert.Equal(1, slots.Taken);
    }

    [Fact]
    public async Task Whose_read_has_failed_goes_on_with_a_slot()
    {
        var slots = Slots(inAll: 1);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var rows = new TaskCompletionSource<int>();
        var read = giant.ReadAsync(rows.Task, Token);
        clock.Advance(Turn);
        using (await slots.TakeAsync(Small, Database, isAwaited: false, Token)) rows.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(async () => await read);
        Assert.Equal(1, slots.Taken);
        clock.Advance(Turn);
        await giant.PassOnAsync(Token);

        giant.Dispose();
        Assert.Equal(0, slots.Taken);
    }

    [Fact]
    public async Task Who_lends_a_slot_still_counts_for_the_database_it_waits_for()
    {
        var slots = new FairSlots(1, 1, int.MaxValue, Turn, clock);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var rows = new TaskCompletionSource<int>();
        var read = giant.ReadAsync(rows.Task, Token);
        clock.Advance(Turn);

        var sameDatabase = slots.TakeAsync(Small, Database, isAwaited: false, Token);
        using (await slots.TakeAsync(Other, "another", isAwaited: false, Token)) Assert.False(sameDatabase.IsCompleted);
        rows.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(async () => await read);
        Assert.False(sameDatabase.IsCompleted);
        giant.Dispose();

        (await sameDatabase).Dispose();
        Assert.Equal(0, slots.Taken);
    }

    [Fact]
    public async Task Who_is_cancelled_before_the_slot_is_back_has_what_was_read_and_keeps_nobody_from_the_database()
    {
        var slots = new FairSlots(1, 1, int.MaxValue, Turn, clock);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        using var cancelled = new CancellationTokenSource();
        var rows = new TaskCompletionSource<int>();
        var read = giant.ReadAsync(rows.Task, cancelled.Token);
        clock.Advance(Turn);
        using var other = await slots.TakeAsync(Other, "another", isAwaited: false, Token);
        var sameDatabase = slots.TakeAsync(Small, Database, isAwaited: false, Token);
        rows.SetResult(5);

        await cancelled.CancelAsync();
        Assert.Equal(5, await read);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await giant.PassOnAsync(cancelled.Token));
        giant.Dispose();
        Assert.Equal(1, slots.Taken);
        other.Dispose();

        (await sameDatabase).Dispose();
        Assert.Equal(0, slots.Taken);
    }

    [Fact]
    public async Task Nobody_passes_on_what_nobody_waits_for()
    {
        var slots = Slots(inAll: 1);
        using var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.True(giant.PassOnAsync(Token).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Time_that_nobody_else_wanted_is_not_held_against_a_tenant()
    {
        var slots = Slots(inAll: 1);
        using var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        clock.Advance(TimeSpan.FromHours(1));
        await giant.PassOnAsync(Token);
        var small = Enumerable.Range(0, 3).Select(_ => slots.TakeAsync(Small, Database, isAwaited: false, Token)).ToList();

        clock.Advance(Turn);
        var again = giant.PassOnAsync(Token).AsTask();
        foreach (var slot in small.Take(2))
            using (await slot) clock.Advance(Turn);

        await again;
        Assert.False(small[2].IsCompleted);
    }

    [Fact]
    public async Task What_a_person_waits_for_goes_before_a_herd_that_came_first()
    {
        var slots = new FairSlots(1, 1, 1, TimeSpan.Zero, clock);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var herd = Enumerable.Range(0, 3).Select(_ => slots.TakeAsync(Other, Database, isAwaited: false, Token)).ToList();
        var small = slots.TakeAsync(Small, Database, isAwaited: true, Token);

        giant.Dispose();

        using var called = await small;
        Assert.DoesNotContain(herd, other => other.IsCompleted);
    }

    [Fact]
    public async Task Without_turns_they_are_called_in_the_order_in_which_they_came()
    {
        var slots = new FairSlots(1, 1, 1, TimeSpan.Zero, clock);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var again = slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);

        clock.Advance(TimeSpan.FromHours(1));
        giant.Dispose();

        (await again).Dispose();
        (await small).Dispose();
    }

    [Fact]
    public async Task A_database_that_is_busy_keeps_only_its_own_tenants_waiting()
    {
        var slots = Slots(inAll: 3, perDatabase: 1);
        var first = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var second = slots.TakeAsync(Small, Database, isAwaited: false, Token);
        var elsewhere = slots.TakeAsync(Other, "another", isAwaited: false, Token);

        (await elsewhere).Dispose();
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_tenant_that_has_its_slot_keeps_nobody_else_waiting()
    {
        var slots = Slots(inAll: 3, perTenant: 1);
        var first = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var second = slots.TakeAsync(Giant, Database, isAwaited: true, Token);

        (await slots.TakeAsync(Small, Database, isAwaited: false, Token)).Dispose();
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nothing()
    {
        var slots = Slots(inAll: 1);
        var held = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        using var patience = new CancellationTokenSource();
        var small = slots.TakeAsync(Small, Database, isAwaited: false, patience.Token);
        var other = slots.TakeAsync(Other, Database, isAwaited: false, Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => small);
        held.Dispose();

        (await other).Dispose();
        (await slots.TakeAsync(Small, Database, isAwaited: false, Token)).Dispose();
    }

    [Fact]
    public async Task Who_is_stopped_while_passing_on_has_nothing_to_give_back()
    {
        var slots = Slots(inAll: 1);
        var giant = await slots.TakeAsync(Giant, Database, isAwaited: false, Token);
        var small = slots.TakeAsync(Small, Database, isAwaited: false, Token);
        clock.Advance(Turn);
        using var stopping = new CancellationTokenSource();
        var passing = giant.PassOnAsync(stopping.Token).AsTask();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => passing);
        giant.Dispose();

        using var held = await small;
        Assert.False(slots.TakeAsync(Other, Database, isAwaited: false, Token).IsCompleted);
    }

    private FairSlots Slots(int inAll, int perDatabase = 100, int perTenant = 100) => new(inAll, perDatabase, perTenant, Turn, clock);
}
