using System.Collections.Concurrent;
using Granary.Testing.Postgres;
using Xunit;

namespace Granary.Testing;

/// <summary>The databases of real products, in the folder that GRANARY_TESTDATA names. Without it, whoever asks for them is skipped.</summary>
public static class TestData
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<PostgresDatabase>>> Databases = [];

    public static string At(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("GRANARY_TESTDATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "GRANARY_TESTDATA is not set: it names the folder of the real databases.");
        return Path.Combine([folder, .. parts]);
    }

    /// <summary>One of the PostgreSQL databases, loaded once for the whole process: for reading, and to be copied.</summary>
    public static Task<PostgresDatabase> PostgresAsync(string name)
    {
        var script = At("load.sh");
        return Databases.GetOrAdd(name, _ => new(() => LoadAsync(script, name))).Value;
    }

    private static async Task<PostgresDatabase> LoadAsync(string script, string name)
    {
        var server = await PostgresServer.SharedAsync();
        var loaded = Shell.Run("bash", "/", server.Environment, script, name);
        return loaded.ExitCode == 0 ? server.Database(name) : throw new InvalidOperationException($"{name} cannot be loaded: {loaded.Error}");
    }
}
