using Granary.Domain.Ports;
using Granary.Domain.Tenants;
namespace Granary.Testing;
public sealed class TempLogTable : ILogTable
{
    private readonly SortedDictionary<long, LogEntry> rows = [];
    public Task AppendAsync(TenantId tenant, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) { foreach (var e in entries) rows.TryAdd(e.Number, e); return Task.CompletedTask; }
    public Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, long before, LogFilter filter, int skip, int take, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LogEntry>>(rows.Values.Reverse().Where(e => e.Number < before && filter.Lets(e)).Skip(skip).Take(take).ToList());
    public Task<long> CountAsync(TenantId tenant, long before, LogFilter filter, CancellationToken cancellationToken) => Task.FromResult(rows.Values.LongCount(e => e.Number < before && filter.Lets(e)));
}
