using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Domain.Backups;

namespace Granary.Archive;

/// <summary>A backup's id as a string, like every 64-bit number that programs of any language read.</summary>
internal sealed class BackupIdJsonConverter : JsonConverter<BackupId>
{
    public override BackupId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BackupId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not the id of a backup.");

    public override void Write(Utf8JsonWriter writer, BackupId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
