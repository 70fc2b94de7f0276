using System.Diagnostics;
using System.Globalization;
using Granary.Domain.Ports;
using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>Whatever a table is like, it is a module.</summary>
public sealed class SqliteTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"; drop table x;--")]
    [InlineData("select")]
    [InlineData("Écoles & chantiers — 現場")]
    [InlineData("with space")]
    [InlineData("it's [quoted] `so`")]
    [InlineData("%s ?1 :a @b $c")]
    [InlineData("\r\n\t")]
    public async Task A_name_is_only_a_name(string name)
    {
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        using var database = new OneDatabase($"CREATE TABLE {quoted} ({quoted} INTEGER PRIMARY KEY, \"{new string('n', 63)}\"); INSERT INTO {quoted} VALUES (1, 'a'); CREATE TABLE x (y)");
        var snapshot = await database.TakeAsync();
        var catalog = await snapshot.DescribeAsync(Cancellation);
        Assert.Equal([name, "x"], catalog.Modules.Select(module => module.Name));
        Assert.Equal([name, new string('n', 63)], catalog.Modules[0].Columns.Select(column => column.Name));
        Assert.Equal([(CellKind.Literal, "1"), (CellKind.Text, "a")], Assert.Single(await snapshot.RecordsAsync(catalog.Modules[0], 0, Cancellation)));
    }

    [Fact]
    public async Task A_table_may_have_two_thousand_columns()
    {
        var columns = Enumerable.Range(0, 2000).Select(i => $"c{i}").ToList();
        using var database = new OneDatabase($"CREATE TABLE wide ({string.Join(", ", columns)}); INSERT INTO wide VALUES ({string.Join(", ", Enumerable.Range(0, 2000))})");
        var snapshot = await database.TakeAsync();
        var record = Assert.Single(await snapshot.RecordsAsync("wide", 0, Cancellation));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => i.ToString(CultureInfo.InvariantCulture)), record.Select(cell => cell.Text));
    }

    [Theory]
    [InlineData("CREATE TABLE t (v)", "3 1 2")]
    [InlineData("CREATE TABLE t (v INTEGER PRIMARY KEY)", "1 2 3")]
    [InlineData("CREATE TABLE t (v TEXT PRIMARY KEY)", "1 2 3")]
    [InlineData("CREATE TABLE t (v TEXT PRIMARY KEY) WITHOUT ROWID", "1 2 3")]
    [InlineData("CREATE TABLE t (v, rowid DEFAULT 7, oid DEFAULT 7, _rowid_ DEFAULT 7)", "3 1 2")]
    public async Task Rows_come_in_the_order_of_the_primary_key_else_of_the_rowid(string table, string order)
    {
        using var database = new OneDatabase($"{table}; INSERT INTO t (v) VALUES (3), (1), (2)");
        var snapshot = await database.TakeAsync();
        var expected = order.Split(' ');
        for (var skip = 0; skip <= expected.Length; skip++)
            Assert.Equal(expected.Skip(skip), (await snapshot.RecordsAsync("t", skip, Cancellation)).Select(record => record[0].Text));
    }

    [Fact]
    public async Task An_index_that_is_quicker_to_read_does_not_change_the_order()
    {
        using var database = new OneDatabase("""
            CREATE TABLE t (v, rowid DEFAULT 7, oid DEFAULT 7, _rowid_ DEFAULT 7, large); CREATE INDEX i ON t (v);
            INSERT INTO t (v, large) VALUES (3, hex(randomblob(1000))), (1, hex(randomblob(1000))), (2, hex(randomblob(1000)))
            """);
        var snapshot = await database.TakeAsync();
        var module = Assert.Single((await snapshot.DescribeAsync(Cancellation)).Modules);
        Assert.Equal(["3", "1", "2"], (await snapshot.RecordsAsync(module with { Columns = [module.Columns[0]] }, 0, Cancellation)).Select(record => record[0].Text));
    }

    [Fact]
    public async Task Rows_whose_key_is_NULL_keep_their_order_too()
    {
        using var database = new OneDatabase("""
            CREATE TABLE t (a TEXT, b INTEGER, c INTEGER, PRIMARY KEY (b, a));
            INSERT INTO t VALUES ('x', 2, 1), (NULL, 1, 2), (NULL, 1, 3), ('x', 1, 4), (NULL, NULL, 5), (NULL, 1, 6)
            """);
        var snapshot = await database.TakeAsync();
        for (var skip = 0; skip <= 6; skip++)
            Assert.Equal(new[] { "5", "2", "3", "6", "4", "1" }.Skip(skip), (await snapshot.RecordsAsync("t", skip, Cancellation)).Select(record => record[2].Text));
    }

    [Fact]
    public async Task Generated_columns_and_strict_tables_are_read_with_their_types()
    {
        using var database = new OneDatabase("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, n REAL, twice REAL AS (n * 2) STORED, word TEXT AS ('n=' || n), thing ANY, bytes BLOB) STRICT;
            INSERT INTO t (n, thing, bytes) VALUES (1.5, '007', x'00')
            """);
        var snapshot = await database.TakeAsync();
        var module = Assert.Single((await snapshot.DescribeAsync(Cancellation)).Modules);
        Assert.Equal(
            [("id", "INTEGER"), ("n", "REAL"), ("twice", "REAL"), ("word", "TEXT"), ("thing", "ANY"), ("bytes", "BLOB")],
            module.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal(
            [(CellKind.Literal, "1"), (CellKind.Literal, "1.5"), (CellKind.Literal, "3.0"), (CellKind.Text, "n=1.5"), (CellKind.Text, "007"), (CellKind.Literal, @"\x00")],
            Assert.Single(await snapshot.RecordsAsync(module, 0, Cancellation)));
    }

    [Fact]
    public async Task Views_and_the_tables_that_SQLite_and_full_text_search_keep_for_themselves_are_no_modules()
    {
        using var database = new OneDatabase("""
            CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a DEFAULT VALUES; ANALYZE;
            CREATE VIEW v AS SELECT * FROM a; CREATE VIRTUAL TABLE words USING fts5(body); INSERT INTO words VALUES ('some words');
            """);
        var snapshot = await database.TakeAsync();
        Assert.Equal(["a", "words"], (await snapshot.DescribeAsync(Cancellation)).Modules.Select(module => module.Name));
        Assert.Equal([(CellKind.Text, "some words")], Assert.Single(await snapshot.RecordsAsync("words", 0, Cancellation)));
    }

    [Fact]
    public async Task A_virtual_table_that_cannot_be_read_is_named_and_does_not_stop_the_others()
    {
        using var database = new OneDatabase("""
            CREATE TABLE a (id); PRAGMA writable_schema = ON;
            INSERT INTO sqlite_schema VALUES ('table', 'places', 'places', 0, 'CREATE VIRTUAL TABLE places USING an_extension_nobody_has(x)')
            """);
        var catalog = await (await database.TakeAsync()).DescribeAsync(Cancellation);
        Assert.Equal(["a"], catalog.Modules.Select(module => module.Name));
        var exclusion = Assert.Single(catalog.Exclusions);
        Assert.Equal((ExclusionKind.Table, "places"), (exclusion.What, exclusion.Name));
    }

    [Theory]
    [InlineData("UTF-16le", "00d8", "410000004200", "3dd83dd8")]
    [InlineData("UTF-16be", "d800", "004100000042", "d83dd83d")]
    public async Task A_database_in_UTF_16_gives_the_same_text_and_shows_what_is_damaged(string encoding, params string[] damaged)
    {
        using var database = new OneDatabase($"""
            PRAGMA encoding = '{encoding}'; CREATE TABLE "表" (id INTEGER PRIMARY KEY, "é" TEXT, derived AS ("é" || '!'), n REAL DEFAULT 2.5);
            INSERT INTO "表" (id, "é") VALUES (1, 'a 😀 שלום'), (2, ''), (3, NULL), (4, 1.5)
            """);
        foreach (var bytes in damaged) database.Execute($"INSERT INTO \"表\"(\"é\") VALUES (CAST(x'{bytes}' AS TEXT))");
        var snapshot = await database.TakeAsync();
        var records = await snapshot.RecordsAsync("表", 0, Cancellation);
        Assert.Equal(
            [
                (CellKind.Text, "a 😀 שלום"), (CellKind.Text, ""), (CellKind.Null, ""), (CellKind.Text, "1.5"),
                .. damaged.Select(bytes => (CellKind.DamagedText, $@"\x{bytes}")),
            ],
            records.Select(record => record[1]));
        Assert.Equal([(CellKind.Text, "a 😀 שלום!"), (CellKind.Literal, "2.5")], records[0][2..]);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.0")]
    [InlineData("-0.0")]
    [InlineData("1e300")]
    [InlineData("5e-324")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("0.30000000000000004")]
    [InlineData("12345678901234.567")]
    [InlineData("9007199254740993.0")]
    [InlineData("1e15")]
    [InlineData("123456789.123456789")]
    public async Task A_real_number_reads_back_as_the_same_number(string literal)
    {
        using var database = new OneDatabase("CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
        var expected = double.Parse(literal, CultureInfo.InvariantCulture);
        using (var connection = database.Connect())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO t (v) VALUES (@v)";
            insert.Parameters.AddWithValue("@v", expected);
            insert.ExecuteNonQuery();
        }
        var (kind, text) = (await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation))[0][1];
        Assert.Equal(CellKind.Literal, kind);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Whole_numbers_keep_every_digit_and_infinity_is_written_as_SQLite_does()
    {
        using var database = new OneDatabase("CREATE TABLE t (id INTEGER PRIMARY KEY, v); INSERT INTO t (v) VALUES (9223372036854775807), (-9223372036854775808), (9e999), (-9e999)");
        var records = await (await database.TakeAsync()).RecordsAsync("t", 0, Cancellation);
        Assert.Equal(["9223372036854775807", "-9223372036854775808", "Inf", "-Inf"], records.Select(record => record[1].Text));
    }

    [Fact]
    public async Task To_skip_nine_hundred_thousand_of_a_million_rows_takes_no_time_worth_naming()
    {
        using var database = new OneDatabase("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, amount REAL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT INTO t SELECT i, 'record number ' || i, i / 8.0 FROM n
            """);
        var snapshot = await database.TakeAsync();
        var module = Assert.Single((await snapshot.DescribeAsync(Cancellation)).Modules);
        var started = Stopwatch.GetTimestamp();
        await using var reader = await snapshot.ReadAsync(module, 900_000, Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        var took = Stopwatch.GetElapsedTime(started);
        Assert.Equal("900001", reader.Record(3)[0].Text);
        TestContext.Current.SendDiagnosticMessage($"Skipping 900,000 rows took {took.TotalMilliseconds:F0} ms.");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
