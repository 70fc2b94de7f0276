using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Domain.Tenants;

namespace Granary.Grains.Tests.Simulation;

/// <summary>What was done and what was seen, one line of JSON each, for the judge. What the lines mean stands at its top.</summary>
internal sealed class Journal(TextWriter writer, TimeProvider clock) : IDisposable
{
    private static readonly JsonSerializerOptions Form = new()
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock gate = new();

    /// <summary>Of the cluster as a whole.</summary>
    public void Write(string what, object? facts = null) => WriteLine(new { what, at = clock.GetUtcNow(), facts });

    /// <summary>Of one tenant.</summary>
    public void Write(string what, TenantId tenant, object? facts = null) => WriteLine(new { what, at = clock.GetUtcNow(), tenant = tenant.ToString(), facts });

    public void Dispose() => writer.Dispose();

    private void WriteLine(object line)
    {
        var text = JsonSerializer.Serialize(line, Form);
        lock (gate) writer.WriteLine(text);
    }
}
