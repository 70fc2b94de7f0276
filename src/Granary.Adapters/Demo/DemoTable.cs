using Granary.Adapters.Sqlite;

namespace Granary.Adapters.Demo;

/// <summary>Puts rows into a table.</summary>
internal sealed class DemoTable(SqliteDatabase database, string name, int columns) : IDisposable
{
    private readonly SqliteStatement insert = database.Prepare(
        $"INSERT INTO {SqliteText.Quote(name)} VALUES ({string.Join(", ", Enumerable.Range(1, columns).Select(column => $"?{column}"))})");

    public void Add(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
            _ = cells[i] switch
            {
                int whole => insert.Bind(i + 1, (long)whole),
                long whole => insert.Bind(i + 1, whole),
                double real => insert.Bind(i + 1, real),
                var text => insert.Bind(i + 1, (string?)text),
            };
        insert.Step();
        insert.Reset();
    }

    public void Dispose() => insert.Dispose();
}
