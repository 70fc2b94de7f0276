using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>
/// Two tenants read everything that they have, by turns and at once, by session and by token. Each bears a mark in names and rows: nobody ever
/// gets a byte of the other's, and everybody finds their own. <c>tests/canaries</c> goes on for as long as asked.
/// </summary>
[Collection(CallerCollection.Name)]
public sealed class CanaryTests(TwoTenants tenants)
{
    private const int Workers = 8;
    private const int LongestPart = 512;

    // Names everybody who may sign in without a password; there is none in Production.
    private const string DemosSignIn = "/sign-in";

    // What shows something that bears a name of the tenant's; what is elsewhere shows states, numbers and texts of Granary's own.
    private static readonly string[] ShowTheMark =
    [
        "GET /api/v1/backups", "GET /api/v1/backups/{id}", "GET /api/v1/log", "GET /api/v1/orders", "GET /api/v1/orders/{number}", "GET /api/v1/tenant", "GET /api/v1/tenants/{region}/{name}",
        "GET /api/v1/tokens", "GET /backups/{id}/files/{name}", "GET /setup/data-backup", "GET /setup/subscription",
    ];

    [Fact]
    public async Task Nobody_gets_a_byte_of_another_tenant_and_everybody_finds_their_own()
    {
        var (requests, seed) = (Campaign.Setting("GRANARY_REQUESTS", normally: 400), Campaign.Seed);
        using var readers = await ReadersAsync();
        var reads = ServedEndpoints.Find().Where(endpoint => endpoint.Method == "GET" && !endpoint.Route.StartsWith("/dashboard", StringComparison.Ordinal) && !endpoint.Route.StartsWith("/operations", StringComparison.Ordinal) && endpoint.Route != DemosSignIn).ToArray();
        var faults = new ConcurrentQueue<string>();
        var (read, found) = (new ConcurrentDictionary<string, int>(), new ConcurrentDictionary<(string Endpoint, string Tenant), int>());

        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = TestContext.Current.CancellationToken }, async (number, _) =>
        {
            var random = new Random(unchecked((seed * 31) + number));
            // By turns, and each endpoint for both before it comes to the next.
            var (own, other) = number % 2 == 0 ? (TwoTenants.Alpha, TwoTenants.Beta) : (TwoTenants.Beta, TwoTenants.Alpha);
            var endpoint = number / 2 < reads.Length ? reads[number / 2] : random.Pick(reads);
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.At(parameter => ValueOf(endpoint, parameter, own)));
            request.Headers.TryAddWithoutValidation("X-Tenant-ID", $"eu/{other}");
            if (endpoint.Route.EndsWith("/events", StringComparison.Ordinal)) request.Headers.Add("Last-Event-ID", "0");
            using var response = await readers.Of(endpoint, own, random).SendAsync(request);
            var text = await TextAsync(response);
            read.AddOrUpdate(endpoint.ToString(), 1, (_, count) => count + 1);
            if (text.Contains(TwoTenants.MarkOf(other), StringComparison.Ordinal)) faults.Enqueue($"request {number}: {endpoint} for {own} has something of {other}: {text[..Math.Min(text.Length, LongestPart)]}");
            if (text.Contains(TwoTenants.MarkOf(own), StringComparison.Ordinal)) found.AddOrUpdate((endpoint.ToString(), own), 1, (_, count) => count + 1);
        });

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{requests} reads of {read.Count} endpoints by turns: {faults.Count} with something of the other tenant; the own mark was found {found.Values.Sum()} times, on {found.Keys.Select(key => key.Endpoint).Distinct().Count()} endpoints; seed {seed}"));
        Assert.True(faults.IsEmpty, $"seed {seed}\n{string.Join('\n', faults.Take(20))}");
        Assert.Equal(reads.Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        foreach (var tenant in new[] { TwoTenants.Alpha, TwoTenants.Beta })
            Assert.All(ShowTheMark, endpoint => Assert.True(found.ContainsKey((endpoint, tenant)), $"{endpoint} never showed the mark of {tenant}; seed {seed}"));
    }

    private string ValueOf(ServedEndpoint endpoint, string parameter, string tenant)
    {
        var things = tenants.ThingsOf(tenant);
        return parameter switch
        {
            "id" => things.Backup,
            "number" or "Number" => things.Order,
            "region" => "eu",
            "name" => endpoint.Route.Contains("/tenants/", StringComparison.Ordinal) ? tenant : things.File,
            "Code" => "404",
            "documentName" => "v1",
            "zgid" => things.Number,
            "file" => things.File,
            _ => things.Backup,
        };
    }

    // Whole, with what is packed unpacked; of a stream what comes at once.
    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        var token = TestContext.Current.CancellationToken;
        switch (response.Content.Headers.ContentType?.MediaType)
        {
            case "application/zip":
                using (var bytes = new MemoryStream(await response.Content.ReadAsByteArrayAsync(token)))
                using (var zip = new ZipArchive(bytes))
                    return string.Concat(zip.Entries.Select(entry => entry.FullName + Unpacked(entry)));
            case "text/event-stream":
                using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(token)))
                {
                    var first = new StringBuilder();
                    for (var lines = 0; lines < 4; lines++) first.AppendLine(await reader.ReadLineAsync(token));
                    return first.ToString();
                }
            default:
                return await response.Content.ReadAsStringAsync(token);
        }
    }

    private static string Unpacked(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private async Task<Readers> ReadersAsync() => new()
    {
        Sessions = { [TwoTenants.Alpha] = await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Alpha)), [TwoTenants.Beta] = await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Beta)) },
        Programs = { [TwoTenants.Alpha] = tenants.Bearer(tenants.ThingsOf(TwoTenants.Alpha).Secret), [TwoTenants.Beta] = tenants.Bearer(tenants.ThingsOf(TwoTenants.Beta).Secret) },
        People = { [TwoTenants.Alpha] = tenants.Bearer(tenants.JwtOf(TwoTenants.Alpha, "administrator")), [TwoTenants.Beta] = tenants.Bearer(tenants.JwtOf(TwoTenants.Beta, "administrator")) },
        Vendor = tenants.Bearer(tenants.VendorJwt()),
    };

    private sealed class Readers : IDisposable
    {
        public Dictionary<string, Caller> Sessions { get; } = [];

        public Dictionary<string, Caller> Programs { get; } = [];

        public Dictionary<string, Caller> People { get; } = [];

        public required Caller Vendor { get; init; }

        public Caller Of(ServedEndpoint endpoint, string tenant, Random random) =>
            endpoint.Route.StartsWith("/api/v1/tenants/", StringComparison.Ordinal) ? Vendor :
            endpoint.IsOfApi ? (random.Is(0.5) ? Programs : People)[tenant] :
            endpoint.Route.StartsWith("/backups/", StringComparison.Ordinal) ? (random.Is(0.5) ? Programs : Sessions)[tenant] :
            Sessions[tenant];

        public void Dispose()
        {
            foreach (var caller in Sessions.Values.Concat(Programs.Values).Concat(People.Values).Append(Vendor)) caller.Dispose();
        }
    }
}
