namespace Granary.Domain.Tests.Quotas;

/// <summary>A sentence and a story that shows it: after the arrow stands what the answer has to begin with and to contain.</summary>
internal sealed record RuleCase(string Sentence, string Lines)
{
    public void Check(Story story)
    {
        foreach (var line in Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (told, expected) = line.Split(" -> ") is [var left, var right] ? (left, right) : (line, "");
            var answer = story.Tell(told);
            var words = answer.Split(' ');
            Assert.True(
                expected.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var wanted && wanted.All(words.Contains) && (wanted.Length == 0 || wanted[0] == words[0]),
                $"{Sentence}\n  {told}\n  expected {expected}\n  answered {answer}");
        }
    }
}
