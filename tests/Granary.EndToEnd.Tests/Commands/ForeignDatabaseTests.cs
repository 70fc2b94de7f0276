using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Granary.Archive.Manifests;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>Databases that were made by others, by configuration alone.</summary>
public sealed class ForeignDatabaseTests
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("Chinook_Sqlite.sqlite")]
    [InlineData("npsp_trailhead.sqlite")]
    public void Every_table_and_every_cell_is_what_sqlite3_says(string file)
    {
        var database = TestData.At("sqlite", file);
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.At("crm.json"), JsonSerializer.Serialize(new
        {
            Granary = new
            {
                Crm = new { Provider = "Sqlite", Database = database, Tenants = new[] { new { Id = "only", Name = "Only", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Enterprise" } } },
            },
        }));

        var result = GranaryProgram.Run(directory.At("data"), "backup", "only", "--output", directory.At("out"), "--reason", GranaryProgram.Reason, "--config", directory.At("crm.json"));

        Assert.True(result.ExitCode == 0, result.Error);
        var manifest = Manifest.Parse(File.ReadAllBytes(directory.At("out", "manifest.json")));
        var tables = Sqlite(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").Select(row => row[0]);
        Assert.Equal(tables, manifest.Modules.Select(module => module.Name).Order(StringComparer.Ordinal));
        using var zip = ZipFile.OpenRead(directory.At("out", "Data_001.zip"));
        foreach (var module in manifest.Modules)
        {
            var columns = string.Join(", ", module.Columns.Select(column => $"\"{column.Name}\""));
            var expected = Sqlite(database, $"SELECT {columns} FROM \"{module.Name}\"").Select(row => string.Join('\u001f', row)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, Rows(zip, module).Order(StringComparer.Ordinal));
        }
    }

    // sqlite3 separates what it prints by characters that no cell here contains.
    private static List<string[]> Sqlite(string database, string sql)
    {
        var result = Shell.Run("sqlite3", "/", "-readonly", "-batch", "-ascii", database, sql);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.Output.Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\u001f'))];
    }

    private static IEnumerable<string> Rows(ZipArchive zip, ManifestModule module)
    {
        foreach (var part in module.Parts)
        {
            using var stream = zip.GetEntry(part)!.Open();
            using var csv = CsvReader.Create(stream, CsvReaderOptions.Default, leaveOpen: true);
            while (csv.Read())
                yield return string.Join('\u001f', Enumerable.Range(0, module.Columns.Count).Select(column => Utf8.GetString(csv.GetSpan(column))));
        }
    }
}
