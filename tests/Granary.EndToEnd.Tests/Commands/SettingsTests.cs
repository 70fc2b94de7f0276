using Granary.Testing;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>What whoever writes a setting wrong is told, whichever section it is in.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Granary__Backups__ModuleAtOnce", "4", "'ModuleAtOnce'")]
    [InlineData("Granary__Backups__ModulesAtOnce", "many", "'Granary:Backups:ModulesAtOnce'")]
    [InlineData("Granary__Plans__Editions__Free__PerMonth", "1", "'PerMonth'")]
    [InlineData("Granary__Telemetry__ScrapeUri", "http://*:9464", "'ScrapeUri'")]
    [InlineData("Granary__Cluster__Tls__Certificat", "own.pem", "'Certificat'")]
    public void A_name_that_is_not_known_or_a_value_of_a_wrong_type_is_told_with_what_to_do(string variable, string value, string told)
    {
        var environment = GranaryProgram.Environment(directory.At("data"));
        environment[variable] = value;
        if (variable.Contains("Cluster", StringComparison.Ordinal)) environment["Granary__Cluster__Database"] = "Host=127.0.0.1";

        var result = Shell.Run(GranaryProgram.Path, directory.Path, environment, "--urls", $"http://localhost:{FreePort.Next()}");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Granary cannot start with these settings:", result.Error);
        Assert.Contains(told, result.Error);
        Assert.Contains("or leave the setting out", result.Error);
    }
}
