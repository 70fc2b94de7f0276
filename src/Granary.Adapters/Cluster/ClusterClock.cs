using Npgsql;

namespace Granary.Adapters.Cluster;

/// <summary>
/// The time of the cluster's database, by which every process of the cluster goes. Between two looks at it the steady clock of the machine counts:
/// that the machine's own time is wrong, or is set, no schedule and no expiry notices.
/// </summary>
/// <param name="machine">Until the first look it is its time.</param>
public sealed class ClusterClock(ClusterDatabase database, TimeProvider machine) : SteadyClock(machine)
{
    private readonly TimeProvider machine = machine;

    /// <summary>Asks the database for its time. An answer that takes long says little: only what it proves to be wrong is set right.</summary>
    /// <returns>How far the time of this machine is ahead; negative where it is behind.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var asked = GetTimestamp();
        var told = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
        var answered = GetTimestamp();

        // It was that time at some moment after the question, and is as much later now.
        var latest = told + machine.GetElapsedTime(asked, answered);
        var now = GetUtcNow();
        if (now < told) Set(told, answered);
        else if (now > latest) Set(latest, answered);
        return machine.GetUtcNow() - GetUtcNow();
    }
}
