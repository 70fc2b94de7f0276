using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Granary.Testing.Postgres;

/// <summary>
/// A real PostgreSQL with data of its own, one for the whole process of the tests and started by the first who asks, or another for a
/// test that stops it. Its keeper is a shell at the other end of a pipe: when the pipe breaks, however the tests came to their end,
/// it stops the server and clears up.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // The server refuses to run as root. A signal from the terminal is for the tests; the keeper still has to clear up then.
    private const string Keeper =
        """
        trap '' INT TERM HUP
        directory=$1 binaries=$2 port=$3 as=
        exec 2>>"$directory/log"
        if [ "$(id -u)" = 0 ]; then chown postgres "$directory" "$directory/log"; as='runuser -u postgres --'; fi
        cd "$directory"
        if $as "$binaries/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >>log && cat >>data/postgresql.conf <<SETTINGS &&
        listen_addresses = '127.0.0.1'
        port = $port
        unix_socket_directories = ''
        max_connections = 200
        max_wal_size = 2GB
        fsync = off
        full_page_writes = off
        SETTINGS
          $as "$binaries/pg_ctl" -D data -l server.log -w start >>log
        then
          echo ready
          while read -r command; do
            case $command in
              stop) $as "$binaries/pg_ctl" -D data -m immediate stop >>log ;;
              start) $as "$binaries/pg_ctl" -D data -l server.log -w start >>log ;;
            esac
            echo done
          done
          $as "$binaries/pg_ctl" -D data -m immediate stop >>log
        else cat log server.log; fi
        cd / && rm -rf "$directory"
        """;

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    // Kept, because the pipe breaks when nobody holds it.
    private readonly Process keeper;
    private readonly int port;
    private int databases;

    private PostgresServer(Process keeper, int port)
    {
        this.keeper = keeper;
        this.port = port;
    }

    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>What psql has to know to come here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = "postgres",
    };

    public PostgresDatabase Database(string name) => new(new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Database = name,
    }.ConnectionString);

    /// <summary>A new database, gone when it is disposed of.</summary>
    /// <param name="template">What it is a copy of; nobody may be connected there.</param>
    /// <param name="options">As <c>CREATE DATABASE</c> takes them.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string template = "template0", string options = "")
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await Database("postgres").ExecuteAsync($"""CREATE DATABASE {name} TEMPLATE "{template}" {options}""");
        return Database(name);
    }

    /// <summary>As a crash of the server: nobody is told, and at the next start it recovers what was committed.</summary>
    public Task CrashAsync() => TellAsync("stop");

    /// <summary>Starts it again, on the same data and port.</summary>
    public Task StartAgainAsync() => TellAsync("start");

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private async Task TellAsync(string command)
    {
        await keeper.StandardInput.WriteLineAsync(command);
        await keeper.StandardInput.FlushAsync();
        await keeper.StandardOutput.ReadLineAsync();
    }

    /// <summary>One more beside <see cref="SharedAsync"/>.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("granary-postgres-").FullName;
        var port = FreePort.Next();
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", Keeper, "keeper", directory, Binaries(), $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var first = await keeper.StandardOutput.ReadLineAsync();
        return first == "ready"
            ? new PostgresServer(keeper, port)
            : throw new InvalidOperationException($"PostgreSQL does not start: {first}\n{await keeper.StandardOutput.ReadToEndAsync()}");
    }

    /// <summary>The newest PostgreSQL that is installed; Debian keeps its programs apart from all others.</summary>
    private static string Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")) : [];
        var paths = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.OrderByDescending(Version).Concat(paths).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: tests/run installs it.");

        static double Version(string folder) =>
            double.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
