using System.Text.RegularExpressions;
using Granary.Domain.Quotas;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The whole way in French, in the words that the people who use the page know.</summary>
[Collection(StoryCollection.Name)]
public sealed class FrenchStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Planifier_sauvegarder_telecharger_et_arreter()
    {
        var tenant = server.Take(Edition.Enterprise);
        tenant.Crm.WithContacts();
        var page = await browser.SignInAsync(server.Address, tenant.Ada, "fr-FR", prepare: PopUps.RecordAsync);

        await Region("Quand sauvegarder").GetByRole(AriaRole.Radio, new() { Name = "Une fois par mois" }).CheckAsync();
        await Expect(page.GetByText("Le dernier jour dans les mois plus courts")).ToBeVisibleAsync();
        await page.GetByLabel("Date", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "31", Exact = true }).ClickAsync();
        await Expect(Region("Quand sauvegarder").Locator(".run")).ToContainTextAsync(Enumerable.Repeat("prend une sauvegarde gratuite", 6));
        await Button("Terminé").ClickAsync();
        await Expect(Region("Résumé de la sauvegarde")).ToContainTextAsync("Une fois par mois, le 31 (le dernier jour dans les mois plus courts)");
        await Expect(Region("Résumé de la sauvegarde")).ToContainTextAsync("Statut : Planifiée");
        await Expect(Region("Résumé de la sauvegarde")).ToContainTextAsync(new Regex(@"Prochaine\s:\s\S+ \d\d? \S+ 20\d\d, vers \d\d:\d\d \(Paris\)"));

        await Button("Télécharger immédiatement").ClickAsync();
        await Expect(Region("Téléchargements").GetByText("Prête", new() { Exact = true })).ToBeVisibleAsync();
        await page.RunAndWaitForDownloadAsync(() => Region("Téléchargements").GetByRole(AriaRole.Link, new() { NameRegex = new("^Télécharger Data_001.zip") }).ClickAsync());

        await Button("Arrêter la sauvegarde").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Je comprends, arrêter la sauvegarde" }).ClickAsync();
        await Expect(Region("Quand sauvegarder")).ToBeVisibleAsync();

        await Expect(Region("Journaux").Locator(".log > li")).ToContainTextAsync([
            $"{tenant.Ada} a arrêté les sauvegardes planifiées",
            $"{tenant.Ada} a lancé le téléchargement de Data_001.zip",
            "La sauvegarde est prête au téléchargement",
            "La sauvegarde a démarré",
            $"{tenant.Ada} a demandé une sauvegarde",
            $"{tenant.Ada} a planifié une sauvegarde une fois par mois, le 31",
        ]);
        Assert.Equal(
            [
                $"{tenant.Ada} a planifié une sauvegarde une fois par mois, le 31 (le dernier jour dans les mois plus courts).",
                "Une sauvegarde est en cours d’archivage.",
                "Une sauvegarde est prête au téléchargement.",
                $"{tenant.Ada} a arrêté les sauvegardes planifiées.",
            ],
            await new PopUps(page).UntilAsync($"{tenant.Ada} a arrêté les sauvegardes planifiées."));

        ILocator Region(string heading) => page.GetByRole(AriaRole.Region, new() { Name = heading, Exact = true });
        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    [Fact]
    public async Task The_reader_switches_the_language_and_stays_on_the_page()
    {
        var tenant = server.Take(Edition.Enterprise);
        var page = await browser.SignInAsync(server.Address, tenant.Ada, "en-GB");

        await page.GetByRole(AriaRole.Button, new() { Name = "Français" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sauvegarde des données", Level = 1 })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/setup/data-backup$"));
    }
}
