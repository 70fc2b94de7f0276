using Granary.Testing;

namespace Granary.EndToEnd.Tests.Repository;

/// <summary>The faults that <c>tests/mutants/run</c> plants: whether they are noticed takes long to try, whether they can be planted does not.</summary>
public sealed class MutantTests
{
    public static TheoryData<string> Patches => [.. Directory.GetFiles(RepositoryRoot.At("tests", "mutants"), "*.patch").Select(path => Path.GetFileName(path)).Order()];

    [Theory, MemberData(nameof(Patches))]
    public void A_fault_can_still_be_planted(string patch)
    {
        var applied = Shell.Run("git", RepositoryRoot.Path, "apply", "--check", $"tests/mutants/{patch}");

        Assert.True(applied.ExitCode == 0, applied.Error);
    }
}
