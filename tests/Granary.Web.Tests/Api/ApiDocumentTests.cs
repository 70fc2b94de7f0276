using System.Net;
using System.Text.Json;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

/// <summary>What the API says of itself.</summary>
public sealed class ApiDocumentTests(WebStand stand)
{
    [Fact]
    public async Task Everything_is_described_with_who_may_call_it_and_how_it_says_no()
    {
        var document = await DocumentAsync();

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToList();
        Assert.Equal(27, operations.Count);
        Assert.All(operations, operation =>
        {
            Assert.True(operation.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 5, operation.Name);
            Assert.True(operation.Value.GetProperty("description").GetString() is { } description && (description.Contains("Scope: `", StringComparison.Ordinal) || description.Contains("For the vendor.", StringComparison.Ordinal)), operation.Name);
            Assert.Equal(1, operation.Value.GetProperty("security").GetArrayLength());
            foreach (var status in new[] { "400", "401", "403", "404", "429", "503" }) Assert.Contains("urn:granary:problem:", operation.Value.GetProperty("responses").GetProperty(status).GetProperty("description").GetString());
            foreach (var parameter in operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
                Assert.True(parameter.GetProperty("in").GetString() is "path" or "query", $"{operation.Name}: {parameter}");
        });
        Assert.DoesNotContain("TenantCaller", document.ToString());
        Assert.DoesNotContain("Resource\"", document.ToString());
    }

    [Fact]
    public async Task Every_member_of_every_record_has_words()
    {
        var document = await DocumentAsync();

        var wordless = from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
                       where schema.Value.TryGetProperty("properties", out _) && !schema.Name.StartsWith("ListingOf", StringComparison.Ordinal) && !schema.Name.StartsWith("SseItemOf", StringComparison.Ordinal)
                       from property in schema.Value.GetProperty("properties").EnumerateObject()
                       where !property.Value.ToString().Contains("\"description\"", StringComparison.Ordinal)
                       select $"{schema.Name}.{property.Name}";
        Assert.Empty(wordless);
    }

    [Theory]
    [InlineData("/reference/openapi/v1.json")]
    [InlineData("/reference/")]
    [InlineData("/reference/scalar.js")]
    public async Task It_is_for_administrators_and_operators(string path)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var user in new[] { null, "marc", "sophia", "olu" })
        {
            using var browser = user is null ? stand.NewBrowser() : await stand.SignedInAsync(user);
            using var response = await browser.GetAsync(path);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task The_page_runs_its_own_script_and_asks_nobody_else()
    {
        using var browser = await stand.SignedInAsync("sophia");

        using var response = await browser.GetAsync("/reference/");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var nonce = System.Text.RegularExpressions.Regex.Match(page, "nonce=\"([^\"]+)\"").Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.Contains($"script-src 'self' 'nonce-{WebUtility.HtmlDecode(nonce)}'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("https://", page);
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var browser = await stand.SignedInAsync("sophia");
        using var response = await browser.GetAsync("/reference/openapi/v1.json");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }
}
