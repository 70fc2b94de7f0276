using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>One of the ways in which the same page is seen.</summary>
internal sealed record Look(string Name, int Width, ColorScheme Scheme)
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    public static Look WideLight { get; } = new("wide-light", Wide, ColorScheme.Light);

    public static Look WideDark { get; } = new("wide-dark", Wide, ColorScheme.Dark);

    public static Look NarrowLight { get; } = new("narrow-light", Narrow, ColorScheme.Light);

    public static Look NarrowDark { get; } = new("narrow-dark", Narrow, ColorScheme.Dark);

    public static IReadOnlyList<Look> All { get; } = [WideLight, WideDark, NarrowDark, NarrowLight];

    public async Task TakeAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = Scheme });
        await StillAsync(page);
    }

    /// <summary>No finding of axe-core that it calls serious or critical.</summary>
    public async Task AssertAccessibleAsync(IPage page, string state)
    {
        var findings = await FindAsync(page);
        if (findings.Count > 0)
        {
            // A message may have begun to fade while it was looked at; what is wrong is so the second time too.
            await StillAsync(page);
            findings = await FindAsync(page);
        }

        Assert.True(findings.Count == 0, $"{state}, {Name}:\n{string.Join('\n', findings.Select(finding => $"{finding.Id} ({finding.Impact}): {finding.Help}\n    {string.Join("\n    ", finding.Nodes.Select(node => node.Html))}"))}");
    }

    private static async Task<List<AxeResultItem>> FindAsync(IPage page) =>
        (await page.RunAxe(Rules)).Violations.Where(violation => violation.Impact is "serious" or "critical").ToList();

    // What fades has no contrast yet. Bars of something without a known end never stop.
    private static Task StillAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.getAnimations().every(animation => animation.playState !== 'running' || animation.effect.getComputedTiming().iterations === Infinity)");

    /// <summary>Whoever reads down a narrow page need not move sideways.</summary>
    public async Task AssertFitsAsync(IPage page, string state)
    {
        var beyond = await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");

        Assert.True(beyond <= 0, $"{state}, {Name}: {beyond} pixels wider than the window");
    }
}
