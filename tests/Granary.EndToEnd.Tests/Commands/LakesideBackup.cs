using Granary.Archive.Manifests;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>One backup of the demo's largest tenant, for many questions.</summary>
public sealed class LakesideBackup : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public LakesideBackup() => Result = GranaryProgram.Run(Data, "backup", "lakeside", "--output", Output, "--reason", GranaryProgram.Reason);

    public ShellResult Result { get; }

    public string Directory => directory.Path;

    public string Data => directory.At("data");

    public string Output => directory.At("backup");

    public Manifest Manifest => Manifest.Parse(File.ReadAllBytes(Path.Combine(Output, Manifest.FileName)));

    public void Dispose() => directory.Dispose();
}
