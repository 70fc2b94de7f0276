using Microsoft.Playwright;

namespace Granary.EndToEnd.Tests.Cluster;

/// <summary>Every different alert that a page has ever shown, also those that are gone. One that waits hidden for its hour is none.</summary>
internal sealed class Alerts(IPage page)
{
    private const string Record = """
        window.alerts = [];
        new MutationObserver(() => {
          for (const alert of document.querySelectorAll("[role=alert]")) {
            const text = alert.textContent.trim();
            if (text && alert.checkVisibility() && !window.alerts.includes(text)) window.alerts.push(text);
          }
        }).observe(document, { childList: true, characterData: true, subtree: true });
        """;

    /// <summary>Before the page is opened.</summary>
    public static Task RecordAsync(IPage page) => page.AddInitScriptAsync(Record);

    public Task<string[]> SoFarAsync() => page.EvaluateAsync<string[]>("window.alerts");
}
