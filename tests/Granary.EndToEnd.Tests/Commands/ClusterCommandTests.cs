using System.Text.Json;
using Granary.Testing;
using Granary.Testing.Postgres;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>What an operator of a cluster is told.</summary>
public sealed class ClusterCommandTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_database_is_upgraded_by_command_and_a_silo_that_may_not_names_the_command()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        Settings(new { Database = database.ConnectionString, UpgradeDatabase = false, AdvertisedAddress = "127.0.0.1" });

        var early = Run("--role", "silo", "--urls", $"http://localhost:{FreePort.Next()}");
        var first = Run("database", "upgrade");
        var second = Run("database", "upgrade");

        Assert.Equal(2, early.ExitCode);
        Assert.Contains("granary database upgrade", early.Error);
        Assert.Equal((0, "The database is up to date now.\n"), (first.ExitCode, first.Output));
        Assert.Equal((0, "The database was up to date already.\n"), (second.ExitCode, second.Output));
    }

    [Fact]
    public void Every_wrong_setting_of_a_cluster_is_told_at_once_without_its_password()
    {
        Settings(new { Database = "Password=hush", SiloPort = 11111, GatewayPort = 11111, AdvertisedAddress = "0.0.0.0", MissedProbes = 0, Region = "E U", Tls = new { Certificate = "own.pem" } });

        var result = Run("--role", "web");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Granary:Cluster:Database names no Host", result.Error);
        Assert.Contains("SiloPort and GatewayPort are both 11111", result.Error);
        Assert.Contains("AdvertisedAddress is '0.0.0.0'", result.Error);
        Assert.Contains("MissedProbes", result.Error);
        Assert.Contains("Granary:Cluster:Region is 'E U'", result.Error);
        Assert.Contains("Granary:Cluster:Tls names no Authorities", result.Error);
        Assert.DoesNotContain("hush", result.Error);
    }

    [Theory]
    [InlineData("silo", "Granary:Cluster:Database")]
    [InlineData("web", "Granary:Cluster:Database")]
    [InlineData("worker", "all, silo or web")]
    public void A_role_that_cannot_be_is_refused(string role, string says)
    {
        var result = GranaryProgram.Run(directory.At("data"), "--role", role);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Error);
    }

    [Fact]
    public void Without_a_cluster_there_is_no_database_to_upgrade()
    {
        var result = GranaryProgram.Run(directory.At("data"), "database", "upgrade");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Granary:Cluster:Database", result.Error);
    }

    [Fact]
    public void A_command_does_not_bring_data_out_of_its_region()
    {
        Settings(new { Region = "eu" });

        var result = Run("modules", "lakeside");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("us/lakeside is of another region than this process (eu)", result.Error);
    }

    private void Settings(object cluster) => File.WriteAllText(directory.At("cluster.json"), JsonSerializer.Serialize(new { Granary = new { Cluster = cluster } }));

    private ShellResult Run(params string[] arguments) => GranaryProgram.Run(directory.At("data"), [.. arguments, "--config", directory.At("cluster.json")]);
}
