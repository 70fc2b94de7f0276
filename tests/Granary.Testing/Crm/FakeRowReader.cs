using System.Globalization;
using System.Text;
using Granary.Domain.Ports;

namespace Granary.Testing.Crm;

internal sealed class FakeRowReader(SceneModule module, int[] columns, long skip, FakeCrmScript script) : RowReader
{
    private long next = skip;
    private object?[] row = [];

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (next >= module.Rows.Count) return false;
        await script.RowAsync(module.Name, next, cancellationToken);
        row = module.Rows[checked((int)next++)];
        return true;
    }

    public override CellKind Read(int column, out ReadOnlySpan<byte> utf8)
    {
        var (kind, text) = row[columns[column]] switch
        {
            null => (CellKind.Null, ""),
            string value => (CellKind.Text, value),
            DamagedText damaged => (CellKind.DamagedText, $@"\x{Convert.ToHexStringLower(damaged.Bytes)}"),
            byte[] bytes => (CellKind.Literal, $@"\x{Convert.ToHexStringLower(bytes)}"),
            IFormattable number => (CellKind.Literal, number.ToString(null, CultureInfo.InvariantCulture)),
            var other => throw new InvalidOperationException($"A scene cannot hold a {other.GetType()}."),
        };
        utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        return kind;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
