using Microsoft.Playwright;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Every pop-up that a page has ever shown, also those that are gone: they stay for some seconds only.</summary>
internal sealed class PopUps(IPage page)
{
    private const string Record = """
        window.popUps = [];
        new MutationObserver(changes => {
          for (const node of changes.flatMap(change => [...change.addedNodes]))
            if (node instanceof Element)
              for (const popUp of [node, ...node.querySelectorAll("*")].filter(element => element.classList.contains("mud-snackbar")))
                window.popUps.push(popUp.querySelector(".mud-snackbar-content-message").textContent.trim());
        }).observe(document, { childList: true, subtree: true });
        """;

    /// <summary>Before the page is opened; what it showed is forgotten when it is loaded anew.</summary>
    public static Task RecordAsync(IPage page) => page.AddInitScriptAsync(Record);

    /// <summary>Waits until one says so, and gives all, in the order in which they came.</summary>
    public async Task<string[]> UntilAsync(string last)
    {
        await page.WaitForFunctionAsync("last => window.popUps.includes(last)", last);
        return await page.EvaluateAsync<string[]>("window.popUps");
    }
}
