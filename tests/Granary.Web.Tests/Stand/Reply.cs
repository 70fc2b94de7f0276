using System.Net;
using System.Text.Json;

namespace Granary.Web.Tests.Stand;

/// <summary>What came back.</summary>
public sealed record Reply(HttpStatusCode Status, JsonElement Json, string Text, string? ETag, string? Location, string? RetryAfter, string? ContentType)
{
    /// <summary>What an answer that says no calls itself, without what all have in common.</summary>
    public string? Problem => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("type", out var type) ? type.GetString()!.Replace("urn:granary:problem:", "", StringComparison.Ordinal) : null;

    /// <summary>What it says is wrong, by name.</summary>
    public IEnumerable<string> Wrong => Json.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name) : [];

    public IEnumerable<JsonElement> Items => Json.GetProperty("items").EnumerateArray();

    public string? Next => Json.GetProperty("next").GetString();

    public string? this[string member] => Json.GetProperty(member).ToString();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        var json = type?.EndsWith("json", StringComparison.Ordinal) is true ? JsonDocument.Parse(text).RootElement : default;
        return new Reply(response.StatusCode, json, text, response.Headers.ETag?.ToString(), response.Headers.Location?.ToString(), response.Headers.RetryAfter?.ToString(), type);
    }
}
