using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// The model in Python, which shares no code with the rules, comes to the same answers. A small share here;
/// <c>tests/quota/run</c> asks for more stories, with a seed of its own.
/// </summary>
public sealed class ModelTests
{
    private const int Events = 120;

    [Fact]
    public async Task A_model_that_shares_no_code_agrees_about_every_case_and_about_random_stories()
    {
        var seed = Number("GRANARY_QUOTA_SEED", otherwise: 1);
        var cases = RuleTests.All.Select((rule, number) => Tell($"case-{number}", rule));
        var stories = Enumerable.Range(0, Number("GRANARY_QUOTA_SEQUENCES", otherwise: 100)).Select(number => Text(StoryWriter.Write(seed, number, Events)));

        var (report, exitCode) = await JudgeAsync(cases.Concat(stories), seed, TestContext.Current.CancellationToken);

        if (Environment.GetEnvironmentVariable("GRANARY_QUOTA_REPORT") is { } path) await File.WriteAllTextAsync(path, report, TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0 && report.EndsWith($" events, 0 differences, seed {seed}\n", StringComparison.Ordinal), report);
    }

    private static string Tell(string name, RuleCase rule)
    {
        var story = new Story();
        return Text(($"story {name} zone=+00:00", [.. rule.Told().Select(told => $"{told} -> {story.Tell(told)}")]));
    }

    private static string Text((string Header, IReadOnlyList<string> Lines) story) => string.Concat(story.Lines.Prepend(story.Header).Select(line => line + "\n"));

    private static async Task<(string Report, int ExitCode)> JudgeAsync(IEnumerable<string> stories, int seed, CancellationToken cancel)
    {
        string[] arguments = [Model(), "--seed", seed.ToString(CultureInfo.InvariantCulture)];
        using var model = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var report = model.StandardOutput.ReadToEndAsync(cancel);
        foreach (var story in stories) await model.StandardInput.WriteAsync(story.AsMemory(), cancel);
        model.StandardInput.Close();
        await model.WaitForExitAsync(cancel);
        return (await report, model.ExitCode);
    }

    private static string Model([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../quota/model.py"));

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
