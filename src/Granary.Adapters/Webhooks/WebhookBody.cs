using System.Text.Json;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Webhooks;

/// <summary>A message as JSON: what, when, and about which tenant, backup or order. Names of people and what is in rows stay here.</summary>
internal static class WebhookBody
{
    public static byte[] Of(TenantId tenant, WebhookMessage message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", WebhookKinds.NameOf(message.Kind));
            json.WriteString("timestamp", message.At.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteString("tenant", tenant.ToString());
            json.WriteNumber("number", message.Number);
            if (message.Backup is { } backup) json.WriteString("backup", backup.ToString());
            if (message.Order is { } order) json.WriteString("order", order.ToString());
            if (message.Detail is { } detail) json.WriteString(IsOfEdition(message.Kind) ? "edition" : "detail", detail);
            json.WriteStartObject("actor");
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(message.Actor.Kind.ToString()));
            json.WriteString("id", message.Actor.Id);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    private static bool IsOfEdition(WebhookKind kind) => kind is WebhookKind.EditionBought or WebhookKind.EditionTakenBack or WebhookKind.EditionDowngraded;
}
