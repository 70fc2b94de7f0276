using System.Diagnostics;
using Granary.Benchmarks.Data;
using Granary.Testing;

namespace Granary.Benchmarks.Contenders;

/// <summary>What people do today.</summary>
internal static class Others
{
    public const string Zip = "psql \\copy | zip -6";

    private static readonly int Cores = Environment.ProcessorCount;

    /// <param name="node">A folder with what the script needs.</param>
    public static IReadOnlyList<Contender> Of(SampleDatabase database, string node)
    {
        var names = database.Tables.Select(table => table.Name).ToArray();
        return
        [
            new(Zip, output => Start(database, output, "bash", Pipeline("zip -6 -q \"$table.zip\" -", names))),
            new($"psql \\copy | pigz -6 -p{Cores}", output => Start(database, output, "bash", Pipeline($"pigz -6 -p{Cores} >\"$table.csv.gz\"", names))),
            new($"pg_dump -Fd -j{Cores} -Z6", output => Start(database, output, "pg_dump", ["-Fd", $"-j{Cores}", "-Z6", "-f", "dump", .. names.SelectMany(name => new[] { "-t", name })])),
            new("Node pg-copy-streams + archiver", output => Start(database, output, "node", [Path.Combine(node, "export.mjs"), "export.zip", .. names])),
        ];
    }

    /// <summary>Reads everything in the form in which a backup does, and keeps nothing.</summary>
    public static Contender Read(SampleDatabase database) =>
        new("psql \\copy binary", output => Start(database, output, "bash", ForEach("psql -Xqc \"\\copy (select * from $table) to /dev/null (format binary)\"", database.Tables.Select(table => table.Name))));

    /// <summary>Installs what the script for Node needs, beside it.</summary>
    public static void PrepareNode(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "node"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var installed = Shell.Run("npm", folder, "install", "--no-audit", "--no-fund", "--silent");
        if (installed.ExitCode != 0) throw new InvalidOperationException($"npm failed:\n{installed.Error}");
    }

    // One table after the other, each into a file of its own: zip would have to copy a common one again for each.
    private static string[] Pipeline(string compress, string[] tables) => ForEach($"""psql -Xqc "\copy (select * from $table) to stdout csv header" | {compress}""", tables);

    private static string[] ForEach(string command, IEnumerable<string> tables) => ["-euo", "pipefail", "-c", $"for table; do {command}; done", "-", .. tables];

    private static ProcessStartInfo Start(SampleDatabase database, string output, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = output };
        foreach (var (name, value) in database.Environment) start.Environment[name] = value;
        return start;
    }
}
