using System.Text.Json;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>The built program, which takes backups of a small CRM while strace writes down what it asks of the disk.</summary>
public sealed class TracedProgram : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Lazy<(ShellResult, List<DiskCall>)> first;

    public TracedProgram()
    {
        first = new(() => Backup("first"));
        new CrmFile(directory.At("crm.sqlite")).WithContacts();
        File.WriteAllText(directory.At("crm.json"), JsonSerializer.Serialize(new
        {
            Granary = new
            {
                Crm = new { Database = directory.At("crm.sqlite"), Tenants = new[] { new { Id = "only", Name = "Only", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" } } },
            },
        }));
    }

    /// <summary>A backup that makes the database and the keys besides.</summary>
    internal (ShellResult Result, List<DiskCall> Calls) First => first.Value;

    public string At(params string[] parts) => directory.At(parts);

    /// <param name="strace">What it is to do besides.</param>
    internal (ShellResult Result, List<DiskCall> Calls) Backup(string output, params string[] strace)
    {
        var trace = directory.At("trace");
        var result = Shell.Run("strace", Path.GetTempPath(), GranaryProgram.Environment(directory.At("data")),
        [
            "-f", "--seccomp-bpf", "-y", "-o", trace, "-e", DiskCall.Traced, .. strace,
            GranaryProgram.Path, "backup", "only", "--output", directory.At(output), "--reason", GranaryProgram.Reason, "--config", directory.At("crm.json"),
        ]);
        return (result, [.. DiskCall.In(File.ReadLines(trace))]);
    }

    public void Dispose() => directory.Dispose();
}
