using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>Somebody who calls the server over HTTP: with a session, with a token, or with nothing. Redirects are shown, not followed.</summary>
internal sealed partial class Caller : IDisposable
{
    private readonly HttpClient client;

    private Caller(Uri address, string? token)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Caller Anonymous(Uri address) => new(address, null);

    public static Caller With(Uri address, string token) => new(address, token);

    public static async Task<Caller> SignedInAsync(Uri address, string user)
    {
        var caller = new Caller(address, null);
        var form = Antiforgery().Match(await caller.client.GetStringAsync("/sign-in", Token)).Groups["value"].Value;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("user", user)]);
        using var response = await caller.client.PostAsync("/sign-in/demo", content, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return caller;
    }

    /// <summary>Until the headers have come: some answers do not end.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""")]
    private static partial Regex Antiforgery();
}
