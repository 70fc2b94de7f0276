using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Domain.Tenants;

namespace Granary.Archive;

/// <summary>A tenant as <c>region/name</c>.</summary>
internal sealed class TenantIdJsonConverter : JsonConverter<TenantId>
{
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TenantId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a tenant.");

    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
