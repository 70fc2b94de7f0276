using System.Globalization;
using System.Net.Http.Headers;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>Makes requests: mostly such as a program would send, with something wrong here and there.</summary>
internal sealed class FuzzMaker(IReadOnlyList<ServedEndpoint> endpoints, TwoTenants tenants, FuzzSenders senders)
{
    // Weighed: what programs send reaches further than pages without a browser, and the dashboard is not ours.
    private readonly ServedEndpoint[] weighed =
        [.. endpoints.Where(endpoint => !endpoint.Route.StartsWith("/dashboard", StringComparison.Ordinal)).SelectMany(endpoint => Enumerable.Repeat(endpoint, WeightOf(endpoint)))];

    public int Endpoints => weighed.Distinct().Count();

    public FuzzRequest Make(Random random)
    {
        var endpoint = random.Pick(weighed);
        var (sender, hasCredential) = SenderOf(endpoint, random);
        var isOnRoute = true;
        var path = endpoint.At(parameter => Segment(endpoint, parameter, random, ref isOnRoute));
        var address = new Uri($"{tenants.Address.ToString().TrimEnd('/')}{path}{Query(endpoint, random)}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(random.Is(0.03) ? random.Pick("PATCH", "DELETE", "POST", "TRACE", "OPTIONS", "HEAD") : endpoint.Method), address);
        AddHeaders(endpoint, message, random);
        if (message.Method.Method is "POST" or "PUT" or "PATCH") AddBody(endpoint, message, random);
        // The vendor and operators see every tenant, and the demo's sign-in names everybody.
        var isForeign = ReferenceEquals(sender, senders.Vendor) || ReferenceEquals(sender, senders.Operator) || endpoint.Route.StartsWith("/sign-in", StringComparison.Ordinal);
        return new FuzzRequest(sender, message, hasCredential, isOnRoute && message.Method.Method == endpoint.Method, isForeign ? null : TwoTenants.MarkOf(TwoTenants.Beta));
    }

    private static int WeightOf(ServedEndpoint endpoint) => endpoint switch
    {
        // What is refused without the token of a form is soon told, and so are streams.
        { IsOfApi: false, Method: "POST" } => 1,
        { Route: "/api/v1/notifications/events" } => 1,
        { IsOfApi: false } when !endpoint.Route.StartsWith("/backups", StringComparison.Ordinal) => 2,
        // Nothing is there.
        { Route: "/crm/{**path}" or "/v2/{**path}" } => 1,
        { Method: "GET" } => 10,
        _ => 6,
    };

    private (Caller, bool) SenderOf(ServedEndpoint endpoint, Random random)
    {
        if (random.Is(0.04)) return (senders.Anonymous, false);
        if (random.Is(0.03)) return (senders.Guesser, false);
        if (random.Is(0.03)) return (random.Pick(senders.Scoped, senders.User, senders.Operator, senders.Administrator, senders.Vendor, senders.Program), true);
        if (endpoint.Route.StartsWith("/api/v1/tenants/", StringComparison.Ordinal)) return (senders.Vendor, true);
        if (endpoint.IsOfApi) return (random.Is(0.7) ? senders.Program : senders.Person, true);
        return (endpoint.Route.StartsWith("/operations", StringComparison.Ordinal) ? senders.Operator : senders.Administrator, true);
    }

    private string Segment(ServedEndpoint endpoint, string parameter, Random random, ref bool isOnRoute)
    {
        if (random.Is(0.12))
        {
            isOnRoute = false;
            return random.Pick(Hostile.Segments);
        }
        var things = tenants.ThingsOf(random.Is(0.15) ? TwoTenants.Beta : TwoTenants.Alpha);
        if (random.Is(0.1)) things = new OwnThings($"{random.NextInt64()}", $"{random.NextInt64()}", "manifest.json", $"{random.Next()}", "", "");
        return parameter switch
        {
            // Tokens that somebody uses are not revoked.
            "id" => endpoint.Route.Contains("/tokens/", StringComparison.Ordinal) ? $"{random.Next()}" : things.Backup,
            "number" or "Number" => things.Order,
            "region" => random.Is(0.9) ? "eu" : "us",
            "name" => endpoint.Route.Contains("/tenants/", StringComparison.Ordinal) ? random.Pick(TwoTenants.Alpha, TwoTenants.Beta, "nobody") : things.File,
            "Code" => "404",
            "documentName" => "v1",
            "zgid" => things.Number,
            "file" => things.File,
            _ => things.Backup,
        };
    }

    private static string Query(ServedEndpoint endpoint, Random random)
    {
        var query = new List<string>();
        if (endpoint.Route.EndsWith("/preview", StringComparison.Ordinal) && random.Is(0.8)) query.Add($"rrule={Uri.EscapeDataString(random.Is(0.8) ? random.Pick(Hostile.Rules) : random.Pick(Hostile.Texts))}");
        if (endpoint.Route.EndsWith("/preview", StringComparison.Ordinal) && random.Is(0.5)) query.Add($"firstDay={(random.Is(0.8) ? $"20{random.Next(10, 99)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}" : Uri.EscapeDataString(random.Pick(Hostile.Texts)))}");
        if (endpoint.Method == "GET" && random.Is(0.3)) query.Add($"limit={(random.Is(0.9) ? random.Next(1, 201).ToString(CultureInfo.InvariantCulture) : Uri.EscapeDataString(random.Pick(Hostile.Texts)))}");
        if (endpoint.Method == "GET" && random.Is(0.05)) query.Add($"cursor={Uri.EscapeDataString(random.Pick(Hostile.Texts))}");
        if (endpoint.Route.EndsWith("/log", StringComparison.Ordinal) && random.Is(0.4)) query.Add($"event={(random.Is(0.9) ? random.Pick("backupReady", "unitsSet", "scheduleSaved") : Uri.EscapeDataString(random.Pick(Hostile.Texts)))}");
        if (endpoint.Route.EndsWith("/log", StringComparison.Ordinal) && random.Is(0.2)) query.Add($"actor={Uri.EscapeDataString(random.Pick(Hostile.Texts))}");
        if (random.Is(0.05)) query.Add(random.Pick("tenant=eu/beta", "X=%", "=&=&", "limit=1&limit=2", "a[]=1", "returnUrl=//example.com", "%00=%00"));
        return query.Count == 0 ? "" : $"?{string.Join('&', query)}";
    }

    private static void AddHeaders(ServedEndpoint endpoint, HttpRequestMessage message, Random random)
    {
        void Add(string name, string value) => message.Headers.TryAddWithoutValidation(name, value);
        if (endpoint.Method == "POST" && random.Is(0.5)) Add("Idempotency-Key", random.Is(0.9) ? $"key-{random.Next(50)}" : random.Pick(Hostile.Headers));
        if (endpoint.Route.EndsWith("/schedule", StringComparison.Ordinal) && random.Is(0.8)) Add("If-Match", random.Pick("*", "*", $"\"{random.Next(1, 40)}\"", random.Pick(Hostile.Headers)));
        if (endpoint.Route.EndsWith("/events", StringComparison.Ordinal) && random.Is(0.5)) Add("Last-Event-ID", random.Is(0.8) ? $"{random.Next(10)}" : random.Pick(Hostile.Headers));
        if (endpoint.Route.Contains("/files/", StringComparison.Ordinal) && random.Is(0.5)) Add("Range", random.Pick(Hostile.Ranges));
        if (random.Is(0.2)) Add("Accept-Language", random.Pick("fr", "en-US,en;q=0.9", "xx", "*", random.Pick(Hostile.Headers)));
        if (random.Is(0.1)) Add("Accept", random.Pick("application/json", "text/html", "image/*", "a", random.Pick(Hostile.Headers)));
        if (random.Is(0.05)) Add(random.Pick("X-Tenant-ID", "X-Forwarded-For", "X-HTTP-Method-Override", "X-Original-URL", "Cookie", "Traceparent"), random.Pick("eu/beta", "10.0.0.1", "DELETE", random.Pick(Hostile.Headers)));
    }

    private static void AddBody(ServedEndpoint endpoint, HttpRequestMessage message, Random random)
    {
        var right = Bodies.Of(endpoint, random);
        if (right is null && random.Is(0.8)) return;

        message.Content = new ByteArrayContent(right is not null && random.Is(0.85) ? right : Bodies.Wrong(random));
        message.Content.Headers.ContentType = random.Is(0.96) ? new MediaTypeHeaderValue("application/json") : new MediaTypeHeaderValue(random.Pick("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"));
        if (random.Is(0.01)) message.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
    }
}
