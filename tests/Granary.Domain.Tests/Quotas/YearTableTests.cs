using System.Runtime.CompilerServices;

namespace Granary.Domain.Tests.Quotas;

public sealed class YearTableTests
{
    [Fact]
    public void The_table_for_customers_is_what_the_rules_make_of_2027()
    {
        var made = YearTable.Write();
        if (Environment.GetEnvironmentVariable("GRANARY_WRITE_TABLES") == "1") File.WriteAllText(Document(), made);

        Assert.True(File.Exists(Document()) && File.ReadAllText(Document()) == made, "tests/quota/2027.md is not what the rules make. Write it anew with: GRANARY_WRITE_TABLES=1 dotnet test --project tests/Granary.Domain.Tests");
    }

    private static string Document([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../quota/2027.md"));
}
