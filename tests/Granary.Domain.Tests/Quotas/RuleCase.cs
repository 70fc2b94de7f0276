namespace Granary.Domain.Tests.Quotas;

/// <summary>A sentence and a story that shows it: after the arrow stands what the answer has to begin with and to contain.</summary>
internal sealed record RuleCase(string Sentence, string Lines)
{
    /// <summary>The events alone.</summary>
    public IEnumerable<string> Told() => Steps().Select(step => step.Told);

    public void Check(Story story)
    {
        foreach (var (told, expected) in Steps())
        {
            var answer = story.Tell(told);
            var words = answer.Split(' ');
            Assert.True(
                expected.Length == 0 || (expected[0] == words[0] && expected.All(words.Contains)),
                $"{Sentence}\n  {told}\n  expected {string.Join(' ', expected)}\n  answered {answer}");
        }
    }

    private IEnumerable<(string Told, string[] Expected)> Steps() => Lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(" -> "))
        .Select(parts => (parts[0], parts.Length > 1 ? parts[1].Split(' ') : []));
}
