using System.Diagnostics;
using System.Text;
using Granary.Domain.Ports;
using Granary.Testing;
using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>Databases of real products, against the sqlite3 program. They are in the folder that GRANARY_TESTDATA names.</summary>
public sealed class RealDatabaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Chinook_Sqlite.sqlite", 11)]
    [InlineData("npsp_trailhead.sqlite", 30)]
    public async Task Every_row_and_cell_is_what_sqlite3_says(string name, int tables)
    {
        var path = TestData.At("sqlite", name);
        Assert.SkipUnless(File.Exists(path), $"There is no {path}.");
        using var database = new OneDatabase();
        database.Options.Database = path;

        var snapshot = await database.TakeAsync();
        var catalog = await snapshot.DescribeAsync(Cancellation);
        Assert.Equal(tables, catalog.Modules.Count);
        Assert.Empty(catalog.Exclusions);
        foreach (var module in catalog.Modules)
        {
            var table = $"\"{module.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            var cells = module.Columns.Select(column => $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Select(column => $"typeof({column}) || ':' || hex(CAST({column} AS TEXT))");
            var expected = await AskAsync(path, $"SELECT {string.Join(" || ' ' || ", cells)} FROM {table}");
            var actual = (await snapshot.RecordsAsync(module, 0, Cancellation)).Select(record => string.Join(' ', record.Select(cell => Comparable(cell)))).ToList();
            Assert.Equal(expected.Count, module.Records);
            Assert.Equal(expected.Select(Comparable).Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    private static string Comparable((CellKind Kind, string Text) cell) => $"{cell.Kind}:{Convert.ToHexString(new UTF8Encoding(false, true).GetBytes(cell.Text))}";

    /// <summary>sqlite3 tells the type; a module does not, but whether it is text.</summary>
    private static string Comparable(string row) => string.Join(' ', row.Split(' ').Select(cell => cell.Split(':') switch
    {
        ["null", _] => "Null:",
        ["text", var bytes] => $"Text:{bytes}",
        ["blob", var bytes] => $"Literal:{Convert.ToHexString(Encoding.ASCII.GetBytes($@"\x{bytes.ToLowerInvariant()}"))}",
        [_, var bytes] => $"Literal:{bytes}",
        _ => throw new InvalidOperationException($"sqlite3 wrote '{cell}'."),
    }));

    private static async Task<List<string>> AskAsync(string path, string sql)
    {
        using var sqlite3 = Start(path, sql);
        Assert.SkipWhen(sqlite3 is null, "The program sqlite3 is not installed.");
        var answer = await sqlite3.StandardOutput.ReadToEndAsync(Cancellation);
        await sqlite3.WaitForExitAsync(Cancellation);
        Assert.Equal(0, sqlite3.ExitCode);
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Process? Start(string path, string sql)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("sqlite3", ["-readonly", path, sql]) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
