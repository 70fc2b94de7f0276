using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Granary.Web.Tests.Stand;

/// <summary>A browser without a screen: keeps cookies, shows redirects.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(Uri address, string acceptLanguage)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(acceptLanguage);
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string url) => SendAsync(HttpMethod.Get, url);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, url);
        headers?.Invoke(request.Headers);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(url, content, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> PostAsync(string url, string contentType, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await client.PostAsync(url, content, TestContext.Current.CancellationToken);
    }

    /// <summary>With the token of a form that this browser has been shown.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string url, params (string Name, string Value)[] form) =>
        await PostAsync(url, [await FormTokenAsync(), .. form]);

    /// <summary>The token of a form that this browser is shown now.</summary>
    public async Task<(string Name, string Value)> FormTokenAsync() =>
        ("__RequestVerificationToken", Token().Match(await HtmlAsync("/status/404")).Groups["value"].Value);

    public Task<HttpResponseMessage> SignInAsync(string user, string returnUrl = "/") =>
        PostFormAsync("/sign-in/demo", ("user", user), ("returnUrl", returnUrl));

    /// <summary>What a page says, with its entities resolved.</summary>
    public async Task<string> HtmlAsync(string url)
    {
        using var response = await GetAsync(url);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""")]
    private static partial Regex Token();
}
