using System.Net;
using System.Net.WebSockets;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Shell;

/// <summary>Who opens a circuit: somebody who is signed in, from a page of this site.</summary>
public sealed class CircuitDoorTests(WebStand stand)
{
    private string Own => stand.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("https://crm.example.com")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("null")]
    [InlineData("")]
    public async Task No_other_site_opens_one_for_whoever_visits_it(string origin)
    {
        using var browser = await stand.SignedInAsync("sophia");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (await NegotiateAsync(browser, origin), await ConnectAsync(browser, origin)));
    }

    [Fact]
    public async Task The_own_site_does_and_so_does_what_is_no_browser()
    {
        using var browser = await stand.SignedInAsync("sophia");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SwitchingProtocols), (await NegotiateAsync(browser, Own), await ConnectAsync(browser, Own)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SwitchingProtocols), (await NegotiateAsync(browser, origin: null), await ConnectAsync(browser, origin: null)));
    }

    [Theory]
    [InlineData("granary.example", "https://granary.example", HttpStatusCode.OK)]
    [InlineData("granary.example:443", "https://granary.example", HttpStatusCode.OK)]
    [InlineData("Granary.example:8443", "https://granary.example:8443", HttpStatusCode.OK)]
    [InlineData("granary.example", "https://granary.example:8443", HttpStatusCode.Forbidden)]
    [InlineData("granary.example:8443", "https://granary.example", HttpStatusCode.Forbidden)]
    public async Task A_proxy_that_ends_TLS_changes_nothing(string host, string origin, HttpStatusCode expected)
    {
        using var browser = await stand.SignedInAsync("sophia");
        // The container gives cookies to their own host alone.
        var session = browser.Cookies.GetCookieHeader(stand.Address);
        using var proxy = stand.NewBrowser();

        Assert.Equal(expected, await NegotiateAsync(proxy, origin, host, session));
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_does()
    {
        using var nobody = stand.NewBrowser();

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await NegotiateAsync(nobody, Own), await ConnectAsync(nobody, Own)));
    }

    private static async Task<HttpStatusCode> NegotiateAsync(Browser browser, string? origin, string? host = null, string? cookie = null)
    {
        using var response = await browser.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", headers =>
        {
            headers.Host = host;
            if (origin is not null) headers.TryAddWithoutValidation("Origin", origin);
            if (cookie is not null) headers.Add("Cookie", cookie);
        });
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> ConnectAsync(Browser browser, string? origin)
    {
        using var socket = new ClientWebSocket { Options = { Cookies = browser.Cookies, CollectHttpResponseDetails = true } };
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(stand.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return socket.HttpStatusCode;
    }
}
