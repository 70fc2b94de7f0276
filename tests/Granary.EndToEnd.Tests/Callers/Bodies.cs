using System.Text;
using System.Text.Json;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>Bodies for generated requests.</summary>
internal static class Bodies
{
    /// <summary>Such as the endpoint wants it; null where it wants none.</summary>
    public static byte[]? Of(ServedEndpoint endpoint, Random random) => endpoint.Route switch
    {
        "/api/v1/schedule" => JsonSerializer.SerializeToUtf8Bytes(new { rrule = random.Pick(Hostile.Rules) }),
        "/api/v1/orders" => JsonSerializer.SerializeToUtf8Bytes(new { units = random.Next(0, 5), weekly = random.Is(0.1) }),
        "/api/v1/tokens" => JsonSerializer.SerializeToUtf8Bytes(new { name = random.Is(0.7) ? "fuzz" : random.Pick(Hostile.Texts), scopes = new[] { random.Pick("log:read", "orders:write", "nothing") }, expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(random.Next(1, 30)) }),
        "/api/v1/notifications/read" => JsonSerializer.SerializeToUtf8Bytes(new { through = random.NextInt64(-5, 50) }),
        "/api/v1/tenants/{region}/{name}/units" => JsonSerializer.SerializeToUtf8Bytes(new { count = random.Next(-1, 3) }),
        "/api/v1/tenants/{region}/{name}/subscription" => Period(random),
        _ when endpoint.Route.EndsWith("/backup", StringComparison.Ordinal) => JsonSerializer.SerializeToUtf8Bytes(new { backup = new { rrule = random.Pick(Hostile.Rules) } }),
        _ => null,
    };

    /// <summary>Such as nothing wants it.</summary>
    public static byte[] Wrong(Random random) => random.Next(8) switch
    {
        0 => Encoding.ASCII.GetBytes(new string('[', random.Next(1, 20_000))),
        1 => [0xFF, 0xFE, 0x00, 0x22],
        2 => [],
        3 => Encoding.ASCII.GetBytes($$"""{"rrule":"{{new string('A', 70_000)}}"}"""),
        4 => Encoding.ASCII.GetBytes("""{"units":1e999,"count":-0.0,"through":9223372036854775808}"""),
        5 => Encoding.ASCII.GetBytes("""{"rrule":"FREQ=WEEKLY;BYDAY=MO","rrule":null,"__proto__":{}}"""),
        6 => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { [random.Pick("rrule", "units", "name", "scopes", "count", "start", "through")] = random.Pick(Hostile.Texts) }),
        _ => RandomBytes(random),
    };

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Period(Random random)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(-12, 13))).AddDays(random.Next(0, 400));
        var end = random.Is(0.9) ? start.AddDays(random.Next(-1, 40)) : random.Pick(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        return JsonSerializer.SerializeToUtf8Bytes(new { start, end });
    }
}
