using System.Text.Json;
using System.Text.Unicode;
using Granary.Domain.Scheduling;

namespace Granary.Web.BulkApi;

/// <summary>
/// What is to be scheduled. Clients send JSON and do not say so, and for a backup now some send nothing where others send an empty object.
/// </summary>
/// <param name="Recurrence">Null for a backup now.</param>
/// <param name="Error">What is wrong with it; null when nothing is.</param>
internal sealed record ScheduleBody(Recurrence? Recurrence, BulkError? Error = null)
{
    public const int Largest = 16 * 1024;

    private const string Backup = "backup";
    private const string Rule = "rrule";

    public static async Task<ScheduleBody> ReadAsync(HttpRequest request)
    {
        var body = new byte[Largest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > Largest ? Wrong(BulkError.BodyNotReadable) : Read(body.AsMemory(0, length));
    }

    private static ScheduleBody Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return new ScheduleBody(Recurrence: null);
        if (!Utf8.IsValid(body.Span)) return Wrong(BulkError.BodyNotReadable);

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Read(json.RootElement) : Wrong(BulkError.BodyNotReadable);
        }
        catch (JsonException)
        {
            return Wrong(BulkError.BodyNotReadable);
        }
    }

    private static ScheduleBody Read(JsonElement root)
    {
        if (!root.EnumerateObject().Any()) return new ScheduleBody(Recurrence: null);
        if (Find(root, Backup) is not { } backup) return Wrong(BulkError.MandatoryNotFound(Backup, "$.backup"));
        if (backup.ValueKind is not JsonValueKind.Object) return Wrong(BulkError.InvalidData(Backup, "$.backup", "It is an object with an rrule."));
        if (Find(backup, Rule) is not { } rule) return Wrong(BulkError.MandatoryNotFound(Rule, "$.backup.rrule"));

        return Rrule.Parse(TextOf(rule)) switch
        {
            RruleAnswer.Accepted { Recurrence: var recurrence } => new ScheduleBody(recurrence),
            RruleAnswer.Refused { Detail: var detail } => Wrong(BulkError.InvalidData(Rule, "$.backup.rrule", detail)),
            _ => throw new InvalidOperationException("A rule is either accepted or refused."),
        };
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind is not JsonValueKind.Null ? found : null;

    // As it stands where it is no text, or holds half a character: no rule is written so.
    private static string TextOf(JsonElement rule)
    {
        try
        {
            return rule.ValueKind is JsonValueKind.String ? rule.GetString()! : rule.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return rule.GetRawText();
        }
    }

    private static ScheduleBody Wrong(BulkError error) => new(Recurrence: null, error);
}
