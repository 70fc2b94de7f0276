using System.Net;
using System.Net.Sockets;
using System.Text;
using Granary.Web.Edge;
using Granary.Web.Tests.Stand;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Web.Tests.Edge;

/// <summary>The edge in Production, behind a proxy or without one, embedded or not.</summary>
public sealed class EdgeTests(WebStand stand)
{
    private const string Proxy = "Granary:Web:KnownProxies:0";
    private const string Ancestor = "Granary:Web:FrameAncestors:0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_by_https_is_to_come_so_for_a_year()
    {
        await using var app = await EdgeHost.StartAsync(stand, (Proxy, "127.0.0.1"));
        using var client = Client(app);

        using var page = await client.SendAsync(Forwarded("/sign-in"), Token);
        using var missing = await client.SendAsync(Forwarded("/nonsense"), Token);
        using var broken = await client.SendAsync(Forwarded("/test/breaks"), Token);
        using var plain = await client.GetAsync("/sign-in", Token);

        Assert.All([page, missing, broken], response => Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single()));
        Assert.EndsWith("; upgrade-insecure-requests", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task What_breaks_tells_nobody_how()
    {
        await using var app = await EdgeHost.StartAsync(stand, (Proxy, "127.0.0.1"));
        using var client = Client(app);

        using var broken = await client.SendAsync(Forwarded("/test/breaks"), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        Assert.DoesNotContain("canary", await broken.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("nosniff", broken.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(broken.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData(null, "203.0.113.9", "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "127.0.0.1 http")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9 https")]
    [InlineData("127.0.0.0/8", "203.0.113.9", "203.0.113.9 https")]
    [InlineData("127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9 http")]
    public async Task Only_a_known_proxy_is_believed_and_only_about_its_neighbour(string? proxy, string forwardedFor, string taken)
    {
        await using var app = proxy is null ? await EdgeHost.StartAsync(stand) : await EdgeHost.StartAsync(stand, (Proxy, proxy));
        using var client = Client(app);

        using var response = await client.SendAsync(Forwarded("/test/caller", forwardedFor), Token);

        Assert.Equal(taken.Split(' ')[0], (await response.Content.ReadAsStringAsync(Token)).Split(' ')[0]);
        if (!forwardedFor.Contains(',')) Assert.Equal(taken, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_session_is_a_cookie_of_this_host_alone_that_no_script_and_no_plain_connection_sees()
    {
        await using var app = await EdgeHost.StartAsync(stand, (Proxy, "127.0.0.1"));
        using var client = Client(app);
        using var page = await client.SendAsync(Forwarded("/sign-in"), Token);
        using var signedIn = await client.SendAsync(Forwarded("/test/sign-in"), Token);

        var cookies = CookiesOf(page).Concat(CookiesOf(signedIn)).ToList();

        Assert.Equal(["__Host-granary.antiforgery", "__Host-granary.session"], cookies.Select(cookie => cookie.Split('=')[0]).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie =>
        {
            foreach (var attribute in new[] { "path=/", "secure", "samesite=lax", "httponly" }) Assert.Contains($"; {attribute}", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("partitioned", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Where_the_vendor_embeds_the_pages_its_sites_alone_may_and_each_has_sessions_of_its_own()
    {
        await using var app = await EdgeHost.StartAsync(stand, (Proxy, "127.0.0.1"), (Ancestor, "https://crm.example.com"), ("Granary:Web:FrameAncestors:1", "https://*.example.org:8443"));
        using var client = Client(app);
        using var page = await client.SendAsync(Forwarded("/sign-in"), Token);
        using var signedIn = await client.SendAsync(Forwarded("/test/sign-in"), Token);
        using var request = Forwarded("/test/sign-out");
        request.Headers.Add("Cookie", CookiesOf(signedIn).Single().Split(';')[0]);
        using var signedOut = await client.SendAsync(request, Token);

        Assert.Contains("; frame-ancestors https://crm.example.com https://*.example.org:8443;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("X-Frame-Options"));
        Assert.All(new[] { page, signedIn, signedOut }.SelectMany(CookiesOf), cookie =>
        {
            foreach (var attribute in new[] { "path=/", "secure", "samesite=none", "httponly", "partitioned" }) Assert.Contains($"; {attribute}", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Single(CookiesOf(signedOut));
    }

    [Theory]
    [InlineData("FrameAncestors:0", "crm.example.com")]
    [InlineData("FrameAncestors:0", "http://crm.example.com")]
    [InlineData("FrameAncestors:0", "https://crm.example.com/path")]
    [InlineData("FrameAncestors:0", "https://crm.example.com; script-src *")]
    [InlineData("FrameAncestors:0", "https://*")]
    [InlineData("FrameAncestors:0", "*")]
    [InlineData("BaseUrl", "granary.example.com")]
    [InlineData("BaseUrl", "https://granary.example.com/backup")]
    [InlineData("BaseUrl", "https://me:pass@granary.example.com")]
    [InlineData("KnownProxies:0", "proxy.example.com")]
    [InlineData("KnownProxies:0", "10.0.0.0/99")]
    [InlineData("KnownProxies:0", "*")]
    public void What_opens_more_than_it_says_stops_the_start(string name, string value) =>
        Assert.Contains(name, Assert.Single(Failures(($"Granary:Web:{name}", value))), StringComparison.Ordinal);

    [Fact]
    public void Believing_everybody_stops_the_start() =>
        Assert.Contains("KnownProxies", Assert.Single(Failures(("ForwardedHeaders_Enabled", "true"))), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_has_limits()
    {
        await using var app = await EdgeHost.StartAsync(stand);
        using var client = Client(app);

        using var fits = await client.PostAsync("/test/body", new ByteArrayContent(new byte[RequestLimits.LargestBody]), Token);
        using var large = await client.PostAsync("/test/body", new ByteArrayContent(new byte[RequestLimits.LargestBody + 1]), Token);
        using var bomb = new HttpRequestMessage(HttpMethod.Post, "/test/body") { Content = new ByteArrayContent([0x1f, 0x8b]) };
        bomb.Content.Headers.ContentEncoding.Add("gzip");
        using var packed = await client.SendAsync(bomb, Token);

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        // Nothing is unpacked here: two bytes are two bytes.
        Assert.Equal(HttpStatusCode.OK, packed.StatusCode);
        Assert.StartsWith("HTTP/1.1 431", await RawAsync(app, $"GET /sign-in HTTP/1.1\r\nHost: x\r\nX: {new string('a', 40_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await RawAsync(app, $"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: x\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(app, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_parts_of_a_file_are_not_made()
    {
        var backup = stand.Publish(stand.TakeTenant(), TimeProvider.System.GetUtcNow().AddHours(-1));
        using var browser = await stand.SignedInAsync(backup.Owner.Profile.Name);
        var ranges = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"{i}-{i + 2}"));

        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.TryAddWithoutValidation("Range", $"bytes={ranges}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive, await response.Content.ReadAsByteArrayAsync(Token));
    }

    private static IEnumerable<string> Failures(params (string Name, string Value)[] settings)
    {
        var builder = WebStand.Builder("Production", settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        using var services = builder.Services.BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<EdgeOptions>>().Value).Failures;
    }

    private static HttpRequestMessage Forwarded(string url, string from = "203.0.113.9")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Host = "granary.example.com";
        request.Headers.Add("X-Forwarded-For", from);
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    private static IEnumerable<string> CookiesOf(HttpResponseMessage response) => response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static HttpClient Client(Microsoft.AspNetCore.Builder.WebApplication app) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<string> RawAsync(Microsoft.AspNetCore.Builder.WebApplication app, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.Single()).Port, Token);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync(Token) ?? "";
    }
}
