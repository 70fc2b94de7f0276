using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Granary.Archive.Deflate;
using Granary.Benchmarks.Data;
using Granary.Testing;

namespace Granary.Benchmarks.Contenders;

/// <summary>The program as it is shipped, and what it is told besides its settings.</summary>
/// <param name="Settings">Environment variables, such as <c>Granary__Archives__CompressionLevel=6</c>.</param>
internal sealed record GranaryProgram(string Name, string Path, IReadOnlyList<string> Settings)
{
    private const string CodecSetting = "Granary__Archives__Codec=";

    public DeflateCodec Codec =>
        Settings.FirstOrDefault(setting => setting.StartsWith(CodecSetting, StringComparison.Ordinal)) is { } setting ? Enum.Parse<DeflateCodec>(setting[CodecSetting.Length..]) : default;

    /// <summary>Publishes the program of this repository: as it is, and told to use ISA-L where that is on this machine.</summary>
    public static IReadOnlyList<GranaryProgram> Publish()
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "granary");
        Console.Error.WriteLine("Publishing granary");
        var published = Shell.Run("dotnet", RepositoryRoot.Path, "publish", RepositoryRoot.At("src", "Granary.Host"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "--nologo", "-v", "quiet");
        if (published.ExitCode != 0) throw new InvalidOperationException($"dotnet publish failed:\n{published.Output}{published.Error}");
        var granary = new GranaryProgram("granary backup", System.IO.Path.Combine(folder, "granary"), []);
        return IsaLDeflater.IsThere ? [granary, granary with { Name = "granary backup, ISA-L", Settings = [CodecSetting + nameof(DeflateCodec.IsaL)] }] : [granary];
    }

    /// <param name="text"><c>name=path</c>, with <c>,variable=value</c> as often as needed.</param>
    public static GranaryProgram Parse(string text)
    {
        var pieces = text.Split(',');
        return pieces[0].Split('=', 2) is [var name, var path]
            ? new GranaryProgram(name, System.IO.Path.GetFullPath(path), pieces[1..])
            : throw new FormatException($"'{text}' is not name=path.");
    }

    /// <param name="data">A folder that the program keeps its own things in.</param>
    public Contender BackUp(SampleDatabase database, string data)
    {
        Directory.CreateDirectory(data);
        var config = System.IO.Path.Combine(data, "granary.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new
        {
            Granary = new
            {
                DataDirectory = data,
                Crm = new
                {
                    Provider = "Postgres",
                    Database = database.ConnectionString,
                    Tenants = new[] { new { Id = SampleDatabase.Tenant.Name, SampleDatabase.Tenant.Region, TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" } },
                },
            },
        }));
        return new Contender(Name, output =>
        {
            var start = new ProcessStartInfo(Path, ["backup", SampleDatabase.Tenant.Name, "--output", output, "--reason", "A benchmark of this machine", "--config", config]);
            foreach (var setting in Settings.Select(setting => setting.Split('=', 2))) start.Environment[setting[0]] = setting[1];
            return start;
        }, IsGranary: true);
    }
}
