using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Backups;

/// <summary>What every <see cref="IOpenBackups"/> promises. A class of tests for each list inherits it.</summary>
public abstract class OpenBackupsContract
{
    private static readonly TenantId Acme = new("eu", "acme");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IOpenBackups Open { get; }

    /// <summary>A list over the same data, as another process would have it.</summary>
    protected abstract IOpenBackups Reopen();

    [Fact]
    public async Task It_begins_empty() => Assert.Empty(await Open.ListAsync(Token));

    [Fact]
    public async Task The_oldest_comes_first_whoever_it_belongs_to()
    {
        (TenantId, BackupId)[] added = [(Acme, new(30)), (new("us", "acme"), new(10)), (Acme, new(20)), (new("eu", "acm"), new((1L << 53) - 1)), (new("eu", "acme-2"), new(10))];
        foreach (var (tenant, backup) in added) await Open.AddAsync(tenant, backup, Token);

        Assert.Equal(
            [(new("eu", "acme-2"), new(10)), (new("us", "acme"), new(10)), (Acme, new(20)), (Acme, new(30)), (new("eu", "acm"), new((1L << 53) - 1))],
            await Reopen().ListAsync(Token));
    }

    [Fact]
    public async Task Adding_twice_is_adding_once()
    {
        await Open.AddAsync(Acme, new(1), Token);
        await Reopen().AddAsync(Acme, new(1), Token);

        Assert.Single(await Open.ListAsync(Token));
    }

    [Fact]
    public async Task Only_what_is_named_is_removed_and_what_is_not_there_is_no_error()
    {
        await Open.AddAsync(Acme, new(1), Token);
        await Open.AddAsync(Acme, new(2), Token);
        await Open.AddAsync(new("us", "acme"), new(1), Token);

        await Reopen().RemoveAsync(Acme, new(1), Token);
        await Open.RemoveAsync(Acme, new(1), Token);
        await Open.RemoveAsync(Acme, new(3), Token);

        Assert.Equal([(new("us", "acme"), new(1)), (Acme, new(2))], await Open.ListAsync(Token));
    }

    [Fact]
    public async Task Many_who_add_and_remove_at_once_lose_nothing()
    {
        IOpenBackups[] lists = [Open, Reopen()];
        await Task.WhenAll(Enumerable.Range(1, 200).Select(async number =>
        {
            await lists[number % 2].AddAsync(Acme, new(number), Token);
            if (number % 4 == 0) await lists[(number / 4) % 2].RemoveAsync(Acme, new(number), Token);
        }));

        Assert.Equal(Enumerable.Range(1, 200).Where(number => number % 4 != 0).Select(number => (Acme, new BackupId(number))), await Open.ListAsync(Token));
    }
}
