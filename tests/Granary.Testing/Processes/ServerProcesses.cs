using Npgsql;

namespace Granary.Testing.Processes;

/// <summary>The processes of a database server on this machine.</summary>
public sealed class ServerProcesses
{
    private readonly int postmaster;

    private ServerProcesses(int postmaster) => this.postmaster = postmaster;

    public static async Task<ServerProcesses> FindAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new ServerProcesses(ProcessTree.Parent(connection.ProcessID));
    }

    /// <summary>Since the server was started, what its ended connections have used included.</summary>
    public TimeSpan Cpu() => ProcessTree.Cpu(postmaster);
}
