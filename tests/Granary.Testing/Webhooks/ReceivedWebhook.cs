using System.Text.Json.Nodes;

namespace Granary.Testing.Webhooks;

/// <summary>A call of the vendor's endpoint, as it came.</summary>
public sealed record ReceivedWebhook(string Id, string Timestamp, string Signature, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Type => Json["type"]!.GetValue<string>();
}
