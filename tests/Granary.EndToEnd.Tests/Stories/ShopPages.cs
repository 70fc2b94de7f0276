using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>What an administrator sees and does on the pages of buying, in English.</summary>
internal sealed class ShopPages(IPage page)
{
    public IPage Page => page;

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator AddOns => Card("Add-ons");

    public ILocator Editions => Card("Editions");

    public ILocator Purchases => Card("Purchases");

    /// <summary>The purchase summary: what it says of the state.</summary>
    public ILocator State => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status);

    public async Task OpenAsync()
    {
        await page.GotoAsync("/setup/subscription");
        await Expect(Button("Buy more")).ToBeEnabledAsync();
    }

    public Task ClickAsync(string button) => Button(button).ClickAsync();

    public Task FollowAsync(string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    /// <summary>In the dialog that is open.</summary>
    public async Task PickUnitsAsync(string field, int units)
    {
        await Dialog.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = $"{units}", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
    }

    /// <summary>From the dialog that is open to the page where it is paid.</summary>
    public async Task ProceedAsync(string total)
    {
        await Expect(Dialog.Locator("tfoot")).ToContainTextAsync(total);
        await Button("Proceed to payment").ClickAsync();
        await Expect(page.GetByText("This is no real payment")).ToBeVisibleAsync();
        await Expect(Button($"Approve {total}")).ToBeEnabledAsync();
    }

    public async Task ApproveAsync(string total)
    {
        await Button($"Approve {total}").ClickAsync();
        await Expect(State).ToHaveTextAsync("The purchase is paid, and what you bought is available now.");
    }

    /// <summary>From the Subscription page to the summary of the purchase.</summary>
    public async Task BuyUnitsAsync(int units, string total)
    {
        await OpenAsync();
        await ClickAsync("Buy more");
        if (units > 1) await PickUnitsAsync("One-time units", units);
        await ProceedAsync(total);
        await ApproveAsync(total);
    }

    private ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Card(string heading) => page.GetByRole(AriaRole.Region, new() { Name = heading, Exact = true });
}
