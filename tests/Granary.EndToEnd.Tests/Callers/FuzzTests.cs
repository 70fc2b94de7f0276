using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>
/// Generated requests on everything that the program answers, by everybody: right, nearly right, hostile. Whatever is sent, nothing breaks, nobody
/// learns what is inside, and nobody gets anything of another tenant. <c>tests/fuzz</c> sends as many as asked.
/// </summary>
public sealed partial class FuzzTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private const int Workers = 8;

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks_and_nothing_inside_is_told()
    {
        var (requests, seed) = (Campaign.Setting("GRANARY_REQUESTS", normally: 500), Campaign.Seed);
        using var senders = await FuzzSenders.CreateAsync(tenants);
        var maker = new FuzzMaker(ServedEndpoints.Find(), tenants, senders);
        var counts = new ConcurrentDictionary<string, int>();
        var faults = new ConcurrentQueue<string>();

        async Task TryAsync(int number, bool isAgain = false)
        {
            using var made = maker.Make(new Random(unchecked((seed * 31) + number)));
            var told = made.ToString();
            try
            {
                using var response = await made.SendAsync();
                var text = await ReadAsync(response);
                Count(counts, made, response);
                if (FaultOf(made, response, text) is { } fault) faults.Enqueue($"{fault}: request {number}, {told}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 400)]}");
            }
            catch (HttpRequestException exception)
            {
                // A server may end a connection that was kept open at the moment at which it is used again; not twice.
                if (isAgain) faults.Enqueue($"No answer: request {number}, {told}: {exception.GetBaseException().Message}");
                else await TryAsync(number, isAgain: true);
            }
        }
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), parallel, async (number, _) => await TryAsync(number));

        var (passed, reached) = (counts.GetValueOrDefault("passed"), counts.GetValueOrDefault("reached"));
        var summary = string.Create(CultureInfo.InvariantCulture,
            $"{requests} requests on {maker.Endpoints} endpoints: {passed} passed authentication, {reached} of them were answered by what is behind it; {faults.Count} faults; seed {seed}");
        Console.WriteLine($"{summary}; {string.Join(", ", counts.Where(count => char.IsDigit(count.Key[0])).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} x {count.Key}"))}");
        Assert.True(faults.IsEmpty, $"{summary}\n{string.Join('\n', faults.Take(20))}");
        Assert.True(reached * 2 >= requests, summary);
        Assert.DoesNotContain("something unexpected", tenants.Output);
        Assert.DoesNotContain("unhandled exception", tenants.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static string? FaultOf(FuzzRequest request, HttpResponseMessage response, string text)
    {
        if (response.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable) return "It broke";
        if (Inside().Match(text) is { Success: true } inside) return $"It tells '{inside.Value}'";
        if (request.Foreign is { } foreign && text.Contains(foreign, StringComparison.Ordinal)) return "It tells something of another tenant";
        // What is no HTTP the server refuses itself, without a word.
        var isOfServer = text.Length == 0 && (int)response.StatusCode is 400 or 405 or 414 or 431;
        if (request.IsOfApi && !isOfServer && (int)response.StatusCode >= 400 && request.Method != "HEAD" && response.Content.Headers.ContentType?.MediaType != "application/problem+json") return "Its answer is no problem of the API";
        return null;
    }

    // What a body or a form was refused for was still before the door of what is behind.
    private static void Count(ConcurrentDictionary<string, int> counts, FuzzRequest request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        counts.AddOrUpdate(status.ToString(CultureInfo.InvariantCulture), 1, (_, count) => count + 1);
        if (status is 401 or 403 or 429 || response.Headers.Location?.OriginalString.Contains("/sign-in", StringComparison.Ordinal) is true || !request.HasCredential) return;

        counts.AddOrUpdate("passed", 1, (_, count) => count + 1);
        if (status is not (400 or 405 or 413 or 415 or 431) && (status is not 404 || request.IsOnRoute)) counts.AddOrUpdate("reached", 1, (_, count) => count + 1);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        // A stream does not end, an archive is no text, and a script is the same for everybody.
        if (response.Content.Headers.ContentType?.MediaType is "text/event-stream" or "application/zip" or "application/octet-stream" or "text/javascript") return "";
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\bat (Granary|System|Microsoft|Orleans)\.|\b[A-Z]\w+Exception\b|\.cs:line|\bGranary\.(Web|Grains|Domain|Contracts|Host|Adapters)\.\w|System\.Private|SQLite Error|Npgsql")]
    private static partial Regex Inside();
}
