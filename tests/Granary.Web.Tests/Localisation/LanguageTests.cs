using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Localisation;

public sealed class LanguageTests(WebStand stand)
{
    [Theory]
    [InlineData("en-GB,en;q=0.9", "en", "Sign in")]
    [InlineData("fr-CH,fr;q=0.9,en;q=0.8", "fr", "Connexion")]
    [InlineData("de-DE,de;q=0.9,fr;q=0.5", "fr", "Connexion")]
    [InlineData("ja", "en", "Sign in")]
    public async Task Page_speaks_the_language_of_the_browser(string accepted, string language, string heading)
    {
        using var browser = stand.NewBrowser(accepted);

        var page = await browser.HtmlAsync("/sign-in");

        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains(heading, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_language_stays_and_keeps_the_formats_of_the_browser()
    {
        using var browser = stand.NewBrowser("en-GB,fr-CA;q=0.5");

        using var response = await browser.PostFormAsync("/language", ("language", "fr"), ("returnUrl", "/sign-in"));

        Assert.Contains("c%3Dfr-CA%7Cuic%3Dfr", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", await browser.HtmlAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Theory, InlineData("de"), InlineData(""), InlineData("fr-FR")]
    public async Task Language_that_the_pages_do_not_speak_is_refused(string language)
    {
        using var browser = stand.NewBrowser();

        using var response = await browser.PostFormAsync("/language", ("language", language));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }
}
