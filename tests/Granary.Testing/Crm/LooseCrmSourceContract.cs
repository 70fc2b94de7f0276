using Granary.Domain.Ports;
using Xunit;

namespace Granary.Testing.Crm;

/// <summary>What a source promises besides whose database takes any value into any column, and any bytes for text.</summary>
public abstract class LooseCrmSourceContract : CrmSourceContract
{
    protected override IReadOnlyList<SceneModule> More =>
    [
        new SceneModule("Anything", "Id", "Value")
            .With(1L, null).With(2L, "").With(3L, "text").With(4L, 9_223_372_036_854_775_807L).With(5L, 0.1)
            .With(6L, new byte[] { 0, 0xff, 0x41 }).With(7L, new DamagedText([0x41, 0, 0x42])).With(8L, new DamagedText([0x41, 0xed, 0xa0, 0x80])).With(9L, Array.Empty<byte>()),
    ];

    [Fact]
    public async Task Every_cell_of_a_column_that_holds_anything_says_what_it_is()
    {
        var values = (await (await TakeAsync()).RecordsAsync("Anything", 0, TestContext.Current.CancellationToken)).Select(record => record[1]);
        Assert.Equal(
        [
            (CellKind.Null, ""), (CellKind.Text, ""), (CellKind.Text, "text"), (CellKind.Literal, "9223372036854775807"), (CellKind.Literal, "0.1"),
            (CellKind.Literal, @"\x00ff41"), (CellKind.DamagedText, @"\x410042"), (CellKind.DamagedText, @"\x41eda080"), (CellKind.Literal, @"\x"),
        ], values);
    }
}
