using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class OperatorReasonTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("          ")]
    [InlineData("because  ")]
    [InlineData("a line\nand another")]
    [InlineData("in colours: \u001b[31m red")]
    public void What_explains_nothing_or_is_no_line_of_text_is_no_reason(string? text)
    {
        Assert.False(OperatorReason.TryParse(text, out _));
        Assert.Throws<FormatException>(() => OperatorReason.Parse(text));
    }

    [Fact]
    public void A_reason_is_kept_as_it_is_without_blanks_around_it_and_up_to_a_length()
    {
        Assert.Equal("Ticket 4711 : à l'écran", OperatorReason.Parse("  Ticket 4711 : à l'écran ").Text);
        Assert.True(OperatorReason.TryParse(new string('a', OperatorReason.Longest), out _));
        Assert.False(OperatorReason.TryParse(new string('a', OperatorReason.Longest + 1), out _));
    }
}
