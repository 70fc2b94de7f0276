using System.Net.Sockets;
using Granary.Domain.Ports;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>Tells the failures that may pass from those that stay, in words for whoever runs the database.</summary>
internal static class PostgresFailure
{
    /// <summary>
    /// Whether it comes from the server or from the way there. Of a connection that has broken Npgsql says that it is not open, and
    /// disposes of what reads from it.
    /// </summary>
    public static bool IsOne(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException or InvalidOperationException { Source: "Npgsql" };

    /// <summary>True when the server does not know the snapshot any more.</summary>
    public static bool IsLostSnapshot(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.ObjectNotInPrerequisiteState;

    /// <param name="what">What was read: the module, or what else.</param>
    /// <param name="role">Who read it; null where that says nothing.</param>
    public static Exception Of(Exception exception, string what, string? role = null) => exception switch
    {
        PostgresException { SqlState: "72000" } e => new SnapshotLostException($"{what}: {e.MessageText}", e),
        // What it says may quote a cell, and of another tenant's row.
        PostgresException e when MayQuote(e) => new InvalidOperationException($"{what}: a value in a row cannot be worked out ({e.SqlState}); the log of the server says which."),
        PostgresException e when MayPass(e) => new TransientException(Sentence(e, what, role), e),
        PostgresException e => new InvalidOperationException(Sentence(e, what, role), e),
        _ => new TransientException($"{what}: the connection to the database failed. {exception.Message}", exception),
    };

    /// <summary>Data exceptions but for the division by zero, violations, and what functions raise.</summary>
    private static bool MayQuote(PostgresException exception) =>
        exception.SqlState != PostgresErrorCodes.DivisionByZero
        && (exception.SqlState.StartsWith("22", StringComparison.Ordinal) || exception.SqlState.StartsWith("23", StringComparison.Ordinal) || exception.SqlState.StartsWith("P0", StringComparison.Ordinal));

    private static bool MayPass(PostgresException exception) => exception.SqlState switch
    {
        // Shut down, terminated, cancelled; a lock that somebody else has; a standby that had to catch up; a deadlock.
        "57P01" or "57P02" or "57P03" or "57P05" or "57014" or "25P03" or "55P03" or "40001" or "40P01" or "58030" => true,
        var state => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal),
    };

    private static string Sentence(PostgresException exception, string what, string? role) => exception.SqlState switch
    {
        "42501" when exception.MessageText.Contains("row-level security", StringComparison.Ordinal) =>
            $"{what}: row-level security hides rows from the role '{role}', and a backup without them would look whole. Give it the right to see them all: ALTER ROLE {PostgresText.Quote(role ?? "")} BYPASSRLS.",
        "42501" => $"{what}: the role '{role}' may not read it ({exception.MessageText}). Give it the right: GRANT SELECT on it, or GRANT pg_read_all_data.",
        "42P01" => $"{what}: it was dropped after the snapshot was taken ({exception.MessageText}).",
        "55000" when exception.MessageText.Contains("populated", StringComparison.Ordinal) =>
            $"{what}: the materialized view was never filled. Run REFRESH MATERIALIZED VIEW, or leave it out.",
        "55P03" => $"{what}: somebody else has it locked for longer than Granary waits (Granary:Crm:BusySeconds).",
        "53200" => $"{what}: {exception.MessageText}. With very many tables raise max_locks_per_transaction on the server.",
        _ => $"{what}: {exception.MessageText} ({exception.SqlState}).",
    };
}
