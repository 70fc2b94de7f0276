using Granary.Domain.Quotas;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Every page and state of buying: accessible in light and dark, wide and narrow, and never wider than the window.</summary>
[Collection(StoryCollection.Name)]
public sealed class PurchaseAppearanceStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Every_page_and_state_of_buying_in_english() => await WalkAsync(Walk.InEnglish(browser, server.Address));

    [Fact]
    public async Task Every_page_and_state_of_buying_in_french() => await WalkAsync(Walk.InFrench(browser, server.Address));

    private async Task WalkAsync(Walk walk)
    {
        var page = await walk.SignInAsync(server.Take(Edition.Free).Ada);
        await OpenShopAsync();
        await walk.SeeAsync(page, "subscription-empty");
        await walk.Button(page, "Editions.UpgradeTo", "Edition.Standard").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await walk.SeeAsync(page, "upgrade");
        await walk.Button(page, "Buy.Proceed").ClickAsync();
        await Expect(walk.Radio(page, "SandboxMethod.Card")).ToBeEnabledAsync();
        await walk.SeeAsync(page, "sandbox-payment");
        await walk.Link(page, "Sandbox.BackUnpaid").ClickAsync();
        await Expect(walk.Button(page, "Order.Cancel")).ToBeEnabledAsync();
        await walk.SeeAsync(page, "order-open");
        await walk.Link(page, "Order.Continue").ClickAsync();
        await page.Locator(".buttons .mud-button-filled").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status)).ToHaveTextAsync(walk.Text("Order.Paid"));
        await walk.SeeAsync(page, "order-paid");

        await OpenShopAsync();
        await walk.Button(page, "AddOns.BuyMore").ClickAsync();
        await walk.SeeAsync(page, "buy-units");
        await walk.Button(page, "Buy.Proceed").ClickAsync();
        await page.Locator(".buttons .mud-button-filled").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status)).ToHaveTextAsync(walk.Text("Order.Paid"));
        await page.GotoAsync("/setup/data-backup");
        await walk.Radio(page, "Frequency.Weekly").CheckAsync();
        await walk.Button(page, "Choice.Done").ClickAsync();
        await Expect(walk.Button(page, "Schedule.Stop")).ToBeEnabledAsync();

        await OpenShopAsync();
        await walk.SeeAsync(page, "subscription");
        await walk.Button(page, "Editions.DowngradeTo", "Edition.Free").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByText(walk.Text("Reduce.NothingBack"))).ToBeVisibleAsync();
        await walk.SeeAsync(page, "downgrade");
        await walk.Button(page, "Button.Cancel").ClickAsync();
        await walk.Button(page, "AddOns.End").ClickAsync();
        await Expect(page.Locator(".run.skipped")).Not.ToHaveCountAsync(0);
        await walk.SeeAsync(page, "end-subscription");

        async Task OpenShopAsync()
        {
            await page.GotoAsync("/setup/subscription");
            await Expect(walk.Button(page, "AddOns.BuyMore")).ToBeEnabledAsync();
        }
    }
}
