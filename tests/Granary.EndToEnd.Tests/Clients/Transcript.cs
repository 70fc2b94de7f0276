using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Clients;

/// <summary>What a client has said it understood, call by call: a name, a colon and JSON on each line.</summary>
internal sealed class Transcript(string text)
{
    private readonly Queue<string> lines = new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The next call has this name, and the client took the answer for this type of its own.</summary>
    public JsonNode Next(string name, int status, string? type)
    {
        Assert.True(lines.TryDequeue(out var line), $"Nothing was said of '{name}'.");
        Assert.StartsWith($"{name}: ", line, StringComparison.Ordinal);
        var answer = JsonNode.Parse(line[(name.Length + 2)..])!;
        Assert.True((status, type) == ((int)answer["http"]!, answer["type"].Text()), line);
        return answer;
    }

    /// <returns>The id that it is about.</returns>
    public string Done(string name)
    {
        var answer = Next(name, 200, "SuccessResponse");
        Assert.Equal(("SUCCESS", "success"), (answer["code"].Text(), answer["status"].Text()));
        return answer["details"]!["id"].Text()!;
    }

    /// <returns>The details.</returns>
    public JsonNode Refused(string name, int status, string code)
    {
        var answer = Next(name, status, "APIException");
        Assert.Equal((code, "error"), (answer["code"].Text(), answer["status"].Text()));
        return answer["details"]!;
    }

    public void End() => Assert.Empty(lines);
}
