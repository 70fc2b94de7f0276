using Granary.Adapters.Crm;

namespace Granary.Adapters.Tests.Crm;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("leads", "leads", true)]
    [InlineData("leads", "Leads", false)]
    [InlineData("leads", "lead", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything.at_all", true)]
    [InlineData("sales.*", "sales.orders", true)]
    [InlineData("sales.*", "sales.", true)]
    [InlineData("sales.*", "salesXorders", false)]
    [InlineData("*_token", "reset_token", true)]
    [InlineData("*_token", "reset_tokens", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*ab*ab*", "ab", false)]
    [InlineData("*ab*ab*", "xabab", true)]
    [InlineData("a*bc*c", "abcc", true)]
    [InlineData("a*bc*c", "abc", false)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("**", "x", true)]
    [InlineData("a?[b]*", "a?[b]c", true)]
    [InlineData("a?*", "axc", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    public void A_star_stands_for_any_text_and_nothing_else_is_special(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new NamePattern(pattern, StringComparer.Ordinal).Matches(name));

    [Theory]
    [InlineData("*PassWord*", "UserpassWORDhash", true)]
    [InlineData("\u00c9t\u00e9*", "\u00e9t\u00e9s", false)]
    public void Letters_are_the_same_where_the_comparer_says_so(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new NamePattern(pattern, SqlName.Comparer).Matches(name));
}
