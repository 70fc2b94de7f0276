using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Debian's Chromium without windows, driven by Playwright.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Long enough for a machine that is busy with other things; nothing waits that long where all is well.
    private const int Patience = 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? story;

    public static bool TakesPictures => Folder is not null;

    private static string? Folder => Environment.GetEnvironmentVariable("GRANARY_PICTURES");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task<IPage> OpenAsync(Uri server, string language, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        await LeaveLastStoryAsync();
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            Locale = language,
            TimezoneId = "Europe/Paris",
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(Patience);
        ReportTo(TestContext.Current.TestOutputHelper, context);
        return await context.NewPageAsync();
    }

    // A page that does not live shows nothing of why. Whatever is told after the story is of no use to it.
    private static void ReportTo(ITestOutputHelper? output, IBrowserContext context)
    {
        var since = Stopwatch.StartNew();
        context.Console += (_, message) => Say($"{message.Type}: {message.Text}");
        context.WebError += (_, error) => Say(error.Error);
        context.RequestFailed += (_, request) => Say($"{request.Method} {request.Url}: {request.Failure}");

        void Say(string what)
        {
            try
            {
                output?.WriteLine($"{since.Elapsed.TotalSeconds:F1} s: {what}");
            }
            catch (InvalidOperationException)
            {
            }
        }
    }

    /// <summary>A browser of its own, in which that person has just signed in.</summary>
    public async Task<IPage> SignInAsync(Uri server, string name, string language, int width = 1280, Func<IPage, Task>? prepare = null)
    {
        var page = await OpenAsync(server, language, width);
        if (prepare is not null) await prepare(page);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("sign-in"));
        return page;
    }

    /// <summary>Keeps a picture of the page in the folder that <c>GRANARY_PICTURES</c> names; does nothing without it.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Folder is not { } folder) return;
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    // Stories come one after the other; pages that nobody looks at would go on asking the server.
    private async Task LeaveLastStoryAsync()
    {
        var now = TestContext.Current.Test?.UniqueID;
        if (now == story) return;
        story = now;
        foreach (var context in browser!.Contexts.ToList()) await context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
