using Granary.Domain.Quotas;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Every way to buy that the help page describes, and what comes of it.</summary>
[Collection(StoryCollection.Name)]
public sealed class PurchaseStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Free_edition_buys_units_on_the_subscription_page()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Free);
        await backup.Page.Locator(".quota-links").GetByRole(AriaRole.Link, new() { Name = "Manage subscription" }).ClickAsync();

        await shop.ClickAsync("Buy more");
        await shop.PickUnitsAsync("One-time units", 3);
        await shop.ProceedAsync("€30.00");
        await shop.Page.GetByRole(AriaRole.Radio, new() { Name = "Bank transfer" }).CheckAsync();
        await shop.ApproveAsync("€30.00");

        await Expect(shop.Page.Locator(".lines")).ToContainTextAsync("3 one-time units at €10.00 each");
        await Expect(shop.Page.Locator(".facts")).ToContainTextAsync(tenant.Ada);
        await shop.FollowAsync("To the Subscription page");
        await Expect(shop.AddOns).ToContainTextAsync("3 left");
        await Expect(shop.Purchases.Locator(".order")).ToContainTextAsync(["3 one-time units"]);
        await shop.Page.GotoAsync("/setup/data-backup");
        await Expect(backup.Entries($"{tenant.Ada} bought 3 one-time units for €30.00")).ToHaveCountAsync(1);
        await backup.PickAsync("What", "Purchases");
        await Expect(backup.Entries()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Free_edition_clicks_here_buys_one_comes_back_and_takes_the_backup()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Free);
        tenant.Crm.WithContacts();

        await shop.FollowAsync("Click here to buy one.");
        await shop.ClickAsync("Buy more");
        await shop.ProceedAsync("€10.00");
        await shop.ApproveAsync("€10.00");
        await shop.FollowAsync("Back to Data backup");

        await backup.BackUpAsync();
        await Expect(backup.Downloads.GetByText("Ready", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Free_edition_is_offered_a_unit_where_a_backup_is_refused()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Free);
        tenant.Crm.WithContacts();
        await backup.DownloadNow.ClickAsync();

        await Expect(shop.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Buy a backup");
        await shop.ProceedAsync("€10.00");
        await shop.ApproveAsync("€10.00");
        await shop.FollowAsync("Back to Data backup");

        await backup.BackUpAsync();
    }

    [Fact]
    public async Task Upgrade_with_the_weekly_subscription_and_units()
    {
        var (_, backup, shop) = await OpenAsync(Edition.Free);
        await shop.OpenAsync();

        await shop.ClickAsync("Upgrade to Standard");
        await shop.Dialog.GetByRole(AriaRole.Checkbox).CheckAsync();
        await shop.PickUnitsAsync("One-time units", 2);
        await shop.ProceedAsync("€46.00");
        await shop.ApproveAsync("€46.00");
        await shop.FollowAsync("To the Subscription page");

        await Expect(shop.Editions.Locator(".present")).ToContainTextAsync("Standard");
        await Expect(shop.AddOns).ToContainTextAsync("2 left");
        await Expect(shop.AddOns).ToContainTextAsync("then renewed for another month.");
        await shop.ClickAsync("Upgrade to Ultimate");
        await Expect(shop.Dialog).ToContainTextAsync("Your weekly subscription goes on being paid.");
        await shop.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await shop.Page.GotoAsync("/setup/data-backup");
        await Expect(backup.Page.GetByText("2 of 2 free backups left")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Paid_edition_buys_the_subscription_that_its_choice_needs_and_one_click_completes_the_choice()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Enterprise);
        await backup.ChooseAsync("Weekly");
        await backup.PickAsync("Weekday", "Tuesday");
        await backup.DoneAsync();

        await Expect(shop.Dialog).ToContainTextAsync("In your edition a weekly schedule is paid by the weekly backup subscription, and you have none.");
        await shop.ProceedAsync("€12.00");
        await shop.ApproveAsync("€12.00");
        await shop.FollowAsync("Back to Data backup");
        await Expect(backup.Page.GetByText("Your choice is filled in again")).ToBeVisibleAsync();
        await Expect(backup.Page.GetByLabel("Weekday")).ToHaveValueAsync("Tuesday");
        await backup.DoneAsync();

        await Expect(backup.Schedule.GetByText("Every week on Tuesday", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(backup.Entries($"{tenant.Ada} bought the weekly subscription for €12.00")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Subscription_is_ended_after_the_runs_that_it_costs_are_listed_and_resumed()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Enterprise);
        await shop.OpenAsync();
        await shop.ClickAsync("Start the subscription");
        await shop.ProceedAsync("€12.00");
        await shop.ApproveAsync("€12.00");
        await shop.Page.GotoAsync("/setup/data-backup");
        await backup.ChooseAsync("Weekly");
        await backup.DoneAsync();
        await Expect(backup.Schedule.GetByText("Status: Scheduled")).ToBeVisibleAsync();

        await shop.OpenAsync();
        await shop.ClickAsync("End the subscription");
        await Expect(shop.Dialog.Locator(".run.skipped")).Not.ToHaveCountAsync(0);
        await Expect(shop.Dialog).ToContainTextAsync("Nothing is paid back.");
        await shop.ClickAsync("Confirm");
        await Expect(shop.AddOns).ToContainTextAsync("then it ends.");
        await shop.ClickAsync("Resume the subscription");
        await Expect(shop.AddOns).ToContainTextAsync("then renewed for another month.");

        await shop.Page.GotoAsync("/setup/data-backup");
        await Expect(backup.Entries($"{tenant.Ada} ended the weekly subscription")).ToHaveCountAsync(1);
        await Expect(backup.Entries($"{tenant.Ada} resumed the weekly subscription")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Units_are_reduced_after_the_runs_that_it_costs_are_listed()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Free);
        await shop.BuyUnitsAsync(3, "€30.00");
        await shop.Page.GotoAsync("/setup/data-backup");
        await backup.ChooseAsync("Weekly");
        await backup.DoneAsync();
        await Expect(backup.Schedule.GetByText("Status: Scheduled")).ToBeVisibleAsync();

        await shop.OpenAsync();
        await shop.ClickAsync("Reduce");
        await Expect(shop.Dialog.Locator(".run.skipped")).ToHaveCountAsync(1);
        await shop.PickUnitsAsync("Units to give up", 2);
        await Expect(shop.Dialog.Locator(".run.skipped")).ToHaveCountAsync(2);
        await shop.ClickAsync("Confirm");

        await Expect(shop.AddOns).ToContainTextAsync("1 left");
        await shop.Page.GotoAsync("/setup/data-backup");
        await Expect(backup.Entries($"{tenant.Ada} gave up 2 one-time units")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Paid_edition_buys_units_declines_cancels_and_downgrades()
    {
        var (tenant, backup, shop) = await OpenAsync(Edition.Enterprise);
        await shop.OpenAsync();
        await shop.ClickAsync("Buy more");
        await shop.ProceedAsync("€10.00");
        await shop.ClickAsync("Decline");
        await Expect(shop.State).ToContainTextAsync("The payment was declined. Nothing was charged");

        await shop.OpenAsync();
        await shop.ClickAsync("Buy more");
        await shop.ProceedAsync("€10.00");
        await shop.FollowAsync("Back without paying");
        await Expect(shop.State).ToContainTextAsync("The purchase is not paid yet.");
        await shop.ClickAsync("Cancel the purchase");
        await Expect(shop.State).ToHaveTextAsync("The purchase was cancelled. Nothing was charged.");

        await shop.BuyUnitsAsync(1, "€10.00");
        await shop.OpenAsync();
        await Expect(shop.Purchases.Locator(".order")).ToContainTextAsync(["Paid", "Cancelled", "Declined"]);
        await Expect(shop.AddOns).ToContainTextAsync("1 left");
        await shop.ClickAsync("Downgrade to Free");
        await Expect(shop.Dialog).ToContainTextAsync("The edition is Free from now on: 0 free backups per month.");
        await shop.ClickAsync("Confirm");
        await Expect(shop.Editions.Locator(".present")).ToContainTextAsync("Free");
        await shop.Page.GotoAsync("/setup/data-backup");
        await Expect(backup.Entries($"{tenant.Ada} downgraded the edition to Free")).ToHaveCountAsync(1);
        await Expect(backup.Entries($"The payment of {tenant.Ada} was declined")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Acheter_une_sauvegarde_depuis_la_page_de_sauvegarde()
    {
        var tenant = server.Take(Edition.Free);
        var page = await browser.SignInAsync(server.Address, tenant.Ada, "fr-FR");

        await Link("Cliquez ici pour en acheter une.").ClickAsync();
        await Button("Acheter plus").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).Locator("tfoot")).ToContainTextAsync("10,00");
        await Button("Procéder au paiement").ClickAsync();
        await Expect(page.GetByText("Ce n’est pas un vrai paiement")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Approuver 10,00") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status)).ToHaveTextAsync("L’achat est payé, et ce que vous avez acheté est disponible dès maintenant.");
        await Link("Retour à Sauvegarde des données").ClickAsync();

        await Expect(page.GetByText($"{tenant.Ada} a acheté 1 sauvegarde unique pour 10,00")).ToBeVisibleAsync();

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
    }

    private async Task<(StoryTenant Tenant, BackupPage Backup, ShopPages Shop)> OpenAsync(string edition)
    {
        var tenant = server.Take(edition);
        var page = await browser.SignInAsync(server.Address, tenant.Ada, "en-GB");
        return (tenant, new BackupPage(page), new ShopPages(page));
    }
}
