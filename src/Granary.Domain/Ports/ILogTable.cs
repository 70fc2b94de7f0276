using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>The older entries of every tenant's activity log, kept for good.</summary>
public interface ILogTable
{
    /// <summary>Adds entries. One whose number is there already is the same one, and stays.</summary>
    Task AppendAsync(TenantId tenant, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken);

    /// <summary>Entries with a number below <paramref name="before"/> that pass the filter, newest first.</summary>
    Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, long before, LogFilter filter, int skip, int take, CancellationToken cancellationToken);

    /// <summary>How many <see cref="ReadAsync"/> could give.</summary>
    Task<long> CountAsync(TenantId tenant, long before, LogFilter filter, CancellationToken cancellationToken);
}
