using Granary.Domain.Quotas;
using static Microsoft.Playwright.Assertions;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Each choice of "when to back up": what it will do and cost is there before it is saved.</summary>
[Collection(StoryCollection.Name)]
public sealed class ScheduleStory(Browser browser, StoryServer server)
{
    [Fact]
    public async Task Twice_a_month_on_a_weekday()
    {
        var (tenant, page) = await OpenAsync(Edition.Enterprise);

        await page.ChooseAsync("Twice a month");
        await page.PickAsync("Weekday", "Thursday");
        await ExpectForecastAsync(page, "takes a free backup");
        await page.DoneAsync();

        await ExpectSummaryAsync(page, tenant, "Every two weeks on Thursday");
        await page.StopAsync();
        await Expect(page.Entries($"{tenant.Ada} stopped the scheduled backups")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Once_a_month_on_the_31st_which_is_the_last_day_of_shorter_months()
    {
        var (tenant, page) = await OpenAsync(Edition.Enterprise);

        await page.ChooseAsync("Once a month");
        await Expect(page.Choice.GetByText("The last day in shorter months")).ToBeVisibleAsync();
        await page.PickAsync("Date", "31");
        await ExpectForecastAsync(page, "takes a free backup");
        await page.DoneAsync();

        await ExpectSummaryAsync(page, tenant, "Once a month on the 31st (the last day in shorter months)");
    }

    [Fact]
    public async Task Once_a_month_on_the_last_friday_changed_to_the_second_and_left_as_it_was()
    {
        var (tenant, page) = await OpenAsync(Edition.Enterprise);
        await page.ChooseAsync("Once a month");
        await page.ChooseAsync("On a day");
        await page.PickAsync("Which one", "Last");
        await page.PickAsync("Weekday", "Friday");
        await ExpectForecastAsync(page, "takes a free backup");
        await page.DoneAsync();
        await ExpectSummaryAsync(page, tenant, "Once a month on the last Friday");

        await page.Schedule.GetByText("Change", new() { Exact = true }).ClickAsync();
        await page.PickAsync("Which one", "Second");
        await page.DoneAsync();
        await ExpectSummaryAsync(page, tenant, "Once a month on the second Friday");

        await page.Schedule.GetByText("Change", new() { Exact = true }).ClickAsync();
        await page.DoneAsync();
        await Expect(page.Page.GetByText("The schedule was like that already: nothing has changed.")).ToBeVisibleAsync();
        await Expect(page.Entries("scheduled a backup")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Weekly_is_refused_where_only_a_subscription_would_pay_and_the_choice_stays_filled_in()
    {
        var (_, page) = await OpenAsync(Edition.Enterprise);

        await page.ChooseAsync("Weekly");
        await page.PickAsync("Weekday", "Tuesday");
        await ExpectForecastAsync(page, "will be skipped");
        await page.DoneAsync();

        await Expect(page.Dialog).ToContainTextAsync("In your edition a weekly schedule is paid by the weekly backup subscription, and you have none.");
        await Expect(page.Dialog).ToContainTextAsync("Nothing has been saved, and your choice is still filled in.");
        await page.Dialog.GetByText("Close", new() { Exact = true }).ClickAsync();
        await Expect(page.Dialog).ToHaveCountAsync(0);
        await Expect(page.Page.GetByLabel("Weekday")).ToHaveValueAsync("Tuesday");
        await Expect(page.Entries("scheduled a backup")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Weekly_takes_the_four_free_backups_of_ultimate()
    {
        var (tenant, page) = await OpenAsync(Edition.Ultimate);

        await page.ChooseAsync("Weekly");
        await page.PickAsync("Weekday", "Sunday");
        await ExpectForecastAsync(page, "takes a free backup");
        await page.DoneAsync();

        await ExpectSummaryAsync(page, tenant, "Every week on Sunday");
    }

    [Fact]
    public async Task Done_can_be_pressed_once_the_preview_is_there_and_does_not_move_from_under_the_finger()
    {
        var (_, page) = await OpenAsync(Edition.Enterprise);
        await Expect(page.DownloadNow).ToBeEnabledAsync();
        await page.Page.EvaluateAsync("""
            () => {
              window.places = new Set();
              const look = () => {
                const done = [...document.querySelectorAll("button")].find(button => button.textContent.trim() === "Done");
                if (done && !done.disabled) window.places.add(done.getBoundingClientRect().top + scrollY);
                requestAnimationFrame(look);
              };
              look();
            }
            """);

        await page.ChooseAsync("Twice a month");
        await ExpectForecastAsync(page, "takes a free backup");
        await page.DoneAsync();
        await Expect(page.Schedule).ToBeVisibleAsync();

        Assert.Single(await page.Page.EvaluateAsync<double[]>("[...window.places]"));
    }

    private async Task<(StoryTenant Tenant, BackupPage Page)> OpenAsync(string edition)
    {
        var tenant = server.Take(edition);
        return (tenant, new BackupPage(await browser.SignInAsync(server.Address, tenant.Ada, "en-GB")));
    }

    private static async Task ExpectForecastAsync(BackupPage page, string cost)
    {
        await Expect(page.Choice.Locator(".run")).ToHaveCountAsync(6);
        await Expect(page.Choice.Locator(".run").First).ToContainTextAsync(cost);
        await Expect(page.Choice.GetByText("Times are those of Europe/Paris")).ToBeVisibleAsync();
    }

    private static async Task ExpectSummaryAsync(BackupPage page, StoryTenant tenant, string recurrence)
    {
        await Expect(page.Schedule.GetByText(recurrence, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Schedule.GetByText("Status: Scheduled")).ToBeVisibleAsync();
        await Expect(page.Schedule.GetByText("Next: ")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^Next: .+ 20\d\d, about \d\d:\d\d \(Paris\)$"));
        await Expect(page.Entries($"{tenant.Ada} scheduled a backup {char.ToLowerInvariant(recurrence[0])}{recurrence[1..]}")).ToHaveCountAsync(1);
    }
}
