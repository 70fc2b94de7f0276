using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Clients;

internal static class JsonText
{
    /// <summary>Null for null.</summary>
    public static string? Text(this JsonNode? node) => (string?)node;
}
