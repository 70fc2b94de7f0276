using System.Net;
using System.Text.RegularExpressions;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Routing;

namespace Granary.Web.Tests.Edge;

/// <summary>Every endpoint there is, asked in every way it knows, by nobody and by an administrator: what all answers have in common.</summary>
public sealed partial class EveryAnswerTests(WebStand stand)
{
    private static readonly (string Header, string Value)[] Always =
    [
        ("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
            "base-uri 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    [Fact]
    public async Task Forbids_the_browser_what_the_pages_do_not_need_and_tells_nothing_of_the_server()
    {
        using var nobody = stand.NewBrowser();
        using var administrator = await stand.SignedInAsync("anjali");
        var asked = 0;
        foreach (var (method, url) in Requests().Append((HttpMethod.Get, "/nonsense")).Append((HttpMethod.Trace, "/")).Append((HttpMethod.Delete, "/sign-in")).Append((HttpMethod.Options, "/")))
            foreach (var browser in new[] { nobody, administrator })
            {
                using var response = await browser.SendAsync(method, url);
                asked++;

                foreach (var (header, value) in Always) Assert.True(WithoutNonce(Of(response, header)) == value, $"{method} {url} ({(int)response.StatusCode}): {header} is '{Of(response, header)}'.");
                Assert.Contains("camera=()", Of(response, "Permissions-Policy"), StringComparison.Ordinal);
                Assert.Null(Of(response, "Server"));
                Assert.Null(Of(response, "X-Powered-By"));
                foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
                    Assert.True(cookie.Contains("; httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("; samesite=lax", StringComparison.OrdinalIgnoreCase), $"{method} {url}: {cookie}");
            }
        Assert.True(asked > 80, $"Only {asked} answers were looked at.");
    }

    [Fact]
    public async Task Is_not_what_was_sent()
    {
        using var browser = await stand.SignedInAsync("anjali");
        foreach (var method in new[] { "TRACE", "TRACK" })
        {
            using var response = await browser.SendAsync(new HttpMethod(method), "/setup/data-backup");

            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Gives_no_site_but_this_one_a_right_to_read_it()
    {
        using var browser = await stand.SignedInAsync("anjali");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
        {
            using var response = await browser.SendAsync(method, "/setup/data-backup", headers =>
            {
                headers.Add("Origin", "https://evil.example.com");
                headers.Add("Access-Control-Request-Method", "GET");
            });

            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    private IEnumerable<(HttpMethod Method, string Url)> Requests() =>
        from endpoint in stand.Endpoints.OfType<RouteEndpoint>()
        let url = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "1",
        }))))
        // These go on until somebody hangs up.
        where !url.EndsWith("/events", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (new HttpMethod(method), url);

    // The page that shows what the API is has a script within itself, named by a word that is new each time.
    private static string? WithoutNonce(string? value) => value is null ? null : Nonce().Replace(value, "");

    [GeneratedRegex(" 'nonce-[^']{20,}'")]
    private static partial Regex Nonce();

    private static string? Of(HttpResponseMessage response, string header) => response.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;
}
