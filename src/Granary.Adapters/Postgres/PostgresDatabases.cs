using System.Collections.Concurrent;
using Npgsql;

namespace Granary.Adapters.Postgres;

/// <summary>The databases that are read, each with its pool of connections.</summary>
internal sealed class PostgresDatabases : IDisposable
{
    /// <summary>
    /// After so long without a byte from a server that lives a read is given up. A sort before the first row may take long, and so may the
    /// search for the next row of a small tenant in a large table.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> sources = new(StringComparer.Ordinal);

    public NpgsqlDataSource Of(string connectionString) =>
        sources.GetOrAdd(connectionString, text => new Lazy<NpgsqlDataSource>(() => Create(text))).Value;

    public void Dispose()
    {
        foreach (var source in sources.Values.Where(source => source.IsValueCreated)) source.Value.Dispose();
    }

    private static NpgsqlDataSource Create(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "granary";
        settings.CommandTimeout = (int)Patience.TotalSeconds;
        settings.Enlist = false;
        settings.IncludeErrorDetail = false;
        // Whatever a session sets ends with its transaction.
        settings.NoResetOnClose = true;
        if (settings.Host is not ['/' or '@', ..])
        {
            // A connection of which the other end has gone without a word is found out by the system, in less than four minutes on Linux.
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = 60;
            settings.TcpKeepAliveInterval = 15;
        }
        settings.ReadBufferSize = 64 * 1024;
        // Text, bytes and numbers are all that is read: what else the database has for types need not be asked of each of them.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }
}
