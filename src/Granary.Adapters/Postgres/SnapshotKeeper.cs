namespace Granary.Adapters.Postgres;

/// <summary>A session that does nothing but keep a snapshot, so that others can see it as long as this one lives.</summary>
/// <param name="Exported">The name by which another session can see it.</param>
internal sealed record SnapshotKeeper(PostgresSession Session, string Exported) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
