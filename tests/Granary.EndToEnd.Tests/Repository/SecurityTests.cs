using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>What is promised of security names its tests, and what is secret is not here.</summary>
public sealed class SecurityTests
{
    // Private keys, and keys of AWS, Stripe and others that look like one.
    private const string Secret = "BEGIN [A-Z ]*PRIVATE KEY-----$|AKIA[0-9A-Z]{16}|sk_live_[0-9A-Za-z]{16}|xox[bp]-[0-9]{8}|gh[po]_[0-9A-Za-z]{30}";

    private static readonly string[] Rows = NamedTests.Rows("SECURITY.md", "| S");

    [Fact]
    public void Every_row_names_a_test_or_says_why_there_is_none() =>
        Assert.All(Rows, row => Assert.True(NamedTests.In(row).Count > 0 || row.Split('|')[4].Trim().Length > 0, row));

    [Fact]
    public void Every_test_that_is_named_exists() => Assert.All(Rows.SelectMany(NamedTests.In), name => Assert.True(NamedTests.IsThere(name), name.Value));

    [Fact]
    public void No_version_of_any_file_holds_a_key()
    {
        var found = Shell.Run("git", RepositoryRoot.Path, "log", "--all", "-G", Secret, "--extended-regexp", "--format=%h", "--name-only");

        Assert.Equal((0, ""), (found.ExitCode, found.Output.Trim()));
    }
}
