using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>The activity log, whose older entries are in a table. Only what the SaaS knows has one.</summary>
internal sealed partial class TenantGrain
{
    private const int LastActors = 20;

    public async Task<LogPage> GetLog(int page, int size, LogFilter filter)
    {
        await TermsAsync();
        return await LogPageAsync(page, size, filter);
    }

    public async Task<IReadOnlyList<LogEntry>> ReadLog(long? before, int size, LogFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 201);
        await TermsAsync();
        var first = Tenant.Log.First;
        var entries = Tenant.Log.Entries.AsEnumerable().Reverse().Where(entry => !(entry.Number >= before) && filter.Lets(entry)).Take(size).ToList();
        if (entries.Count < size && first > 1)
            entries.AddRange(await logTable.ReadAsync(Id, Math.Min(before ?? first, first), filter, skip: 0, size - entries.Count, CancellationToken.None));
        return entries.ToArray();
    }

    private async Task<LogPage> LogPageAsync(int page, int size, LogFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 200);
        var skip = (int)Math.Min((page - 1L) * size, int.MaxValue - size);
        var first = Tenant.Log.First;
        var newest = Tenant.Log.Entries.AsEnumerable().Reverse().Where(filter.Lets).ToList();
        var older = first > 1 ? await logTable.CountAsync(Id, first, filter, CancellationToken.None) : 0;
        var shown = newest.Skip(skip).Take(size).ToList();
        if (shown.Count < size && older > 0)
            shown.AddRange(await logTable.ReadAsync(Id, first, filter, Math.Max(0, skip - newest.Count), size - shown.Count, CancellationToken.None));
        var actors = Tenant.Log.Entries.AsEnumerable().Reverse().Select(entry => entry.Actor).Where(actor => actor.Kind is not ActorKind.System)
            .DistinctBy(actor => actor.Id).Take(LastActors).ToArray();
        return new LogPage(shown.ToArray(), newest.Count + older, actors);
    }
}
