using System.Net;
using System.Text.RegularExpressions;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.DataBackup;

/// <summary>Where the help page sends people.</summary>
public sealed partial class TrailTests(WebStand stand)
{
    [Theory]
    [InlineData("en", "Setup", "Data administration", "Data backup")]
    [InlineData("fr", "Configuration", "Administration des données", "Sauvegarde des données")]
    public async Task Page_stands_below_data_administration_in_the_setup(string language, params string[] steps)
    {
        using var browser = await stand.SignedInAsync(stand.TakeTenant().Profile.Name, language);

        var trail = Trail().Match(await browser.HtmlAsync("/setup/data-backup")).Value;

        Assert.Equal(steps, Step().Matches(trail).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value).Trim()));
    }

    [GeneratedRegex("<ol class=\"trail\">.*?</ol>", RegexOptions.Singleline)]
    private static partial Regex Trail();

    [GeneratedRegex("<li[^>]*>([^<]*)</li>")]
    private static partial Regex Step();
}
