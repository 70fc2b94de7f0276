using System.Text.RegularExpressions;
using Granary.Domain.Purchases;
using Granary.Domain.Scheduling;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Shell;

/// <summary>Before a page has its circuit, nothing on it takes a click that nobody would answer.</summary>
public sealed partial class LiveControlsTests(WebStand stand)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task No_control_of_a_choice_of_older_backups_or_of_the_log_can_be_used_yet()
    {
        var tenant = stand.TakeTenant();
        for (var i = 0; i < 13; i++) stand.Publish(tenant, Now.AddDays(i - 13));

        var page = await PageAsync(tenant.Profile.Name);

        AssertOnlyPostedFormsAreEnabled(page);
        Assert.Contains("Show 3 older backups", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Page 2\"", page, StringComparison.Ordinal);
        Assert.Matches("<a [^>]*Data_001.zip", page);
    }

    [Fact]
    public async Task No_control_of_a_schedule_can_be_used_yet()
    {
        var tenant = stand.TakeTenant();
        tenant.Save(new Recurrence.MonthlyByDate(31), Now);

        AssertOnlyPostedFormsAreEnabled(await PageAsync(tenant.Profile.Name));
    }

    [Fact]
    public async Task No_control_of_a_purchase_can_be_used_yet()
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now, new Basket(Units: 3));
        tenant.Sandbox[order.Number] = new(order.Number, "x", order.Lines, IsOpen: true, Method: null);

        foreach (var url in new[] { "/setup/subscription", $"/setup/subscription/orders/{order.Number}", $"/sandbox/payments/{order.Number}" })
            AssertOnlyPostedFormsAreEnabled(await PageAsync(tenant.Profile.Name, url), least: 3);
    }

    [Theory, InlineData("marc", "/setup/data-backup"), InlineData("anjali", "/nonsense"), InlineData("anjali", "/sign-in")]
    public async Task Pages_that_get_no_circuit_have_none_that_needs_one_and_their_forms_can_be_posted(string user, string url)
    {
        var controls = Controls(await PageAsync(user, url)).ToList();

        Assert.NotEmpty(controls);
        Assert.All(controls, control => Assert.True(control is { IsPosted: true, IsEnabled: true }, control.Tag));
    }

    private async Task<string> PageAsync(string user, string url = "/setup/data-backup")
    {
        using var browser = await stand.SignedInAsync(user);
        return await browser.HtmlAsync(url);
    }

    private static void AssertOnlyPostedFormsAreEnabled(string page, int least = 5)
    {
        var controls = Controls(page).ToList();

        Assert.True(controls.Count(control => !control.IsPosted) >= least);
        Assert.All(controls, control => Assert.True(control.IsEnabled == control.IsPosted, control.Tag));
    }

    // As HTML has it: a control is disabled by itself, or by a fieldset around it.
    private static IEnumerable<(string Tag, bool IsPosted, bool IsEnabled)> Controls(string page)
    {
        var around = new Stack<Match>();
        foreach (Match tag in Tags().Matches(page))
        {
            if (tag.Groups["name"].Value is not ("form" or "fieldset"))
                yield return (tag.Value, around.Any(IsPostedForm), !IsDisabled(tag) && !around.Any(IsDisabled));
            else if (tag.Groups["end"].Length > 0) around.Pop();
            else around.Push(tag);
        }
    }

    private static bool IsPostedForm(Match tag) => tag.Groups["name"].Value == "form" && tag.Value.Contains("method=\"post\"", StringComparison.Ordinal);

    private static bool IsDisabled(Match tag) => Disabled().IsMatch(tag.Groups["attributes"].Value);

    [GeneratedRegex("<(?<end>/?)(?<name>form|fieldset)\\b(?<attributes>[^>]*)>|<(?<name>button|input|select|textarea)\\b(?<attributes>[^>]*)>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\sdisabled(?=[\\s=]|$)")]
    private static partial Regex Disabled();
}
