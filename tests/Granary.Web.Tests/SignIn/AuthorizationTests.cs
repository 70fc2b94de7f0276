using System.Net;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Routing;

namespace Granary.Web.Tests.SignIn;

/// <summary>Every endpoint, tried by everybody.</summary>
public sealed class AuthorizationTests(WebStand stand)
{
    private const string ToSignIn = "302 /sign-in";

    // The backup asked for is one of eu/montblanc: Sophia administers that tenant, Marc uses it, Grace administers another.
    private static readonly (string Method, string Url, string Anonymous, string User, string Administrator, string AnotherTenants, string Operator)[] Expected =
    [
        ("GET", "/", ToSignIn, "302 /setup/data-backup", "302 /setup/data-backup", "302 /setup/data-backup", "302 /operations/fleet"),
        ("GET", "/operations/fleet", ToSignIn, "403", "403", "403", "200"),
        ("GET", "/setup/data-backup", ToSignIn, "403", "200", "200", "403"),
        ("GET", "/setup/subscription", ToSignIn, "403", "200", "200", "403"),
        ("GET", "/setup/subscription/orders/{Number}", ToSignIn, "403", "200", "200", "403"),
        ("GET", "/sandbox/payments/{Number}", ToSignIn, "403", "200", "200", "403"),
        ("GET", "/setup/api-tokens", ToSignIn, "403", "200", "200", "403"),
        ("POST", "/setup/api-tokens", ToSignIn, "403", "400", "400", "403"),
        // Asked as a program does; a browser is led to the sign-in page.
        ("GET", "/backups/{id}/files/{name}", "401", "403", "200", "404", "403"),
        ("HEAD", "/backups/{id}/files/{name}", "401", "403", "200", "404", "403"),
        ("GET", "/sign-in", "200", "200", "200", "200", "200"),
        // No provider is configured at the stand.
        ("GET", "/sign-in/provider", "404", "404", "404", "404", "404"),
        ("GET", "/status/{Code:int}", "200", "200", "200", "200", "200"),
        // Without the token of a form. What they do with one is told by the tests of each.
        ("POST", "/sign-in/demo", "400", "400", "400", "400", "400"),
        ("POST", "/sign-out", "400", "400", "400", "400", "400"),
        ("POST", "/language", "400", "400", "400", "400", "400"),
        // For a provider's messages, which are no forms.
        ("POST", "/payments/messages", "415", "415", "415", "415", "415"),
        ("POST", "/sign-in", "400", "400", "400", "400", "400"),
        ("POST", "/operations/fleet", ToSignIn, "403", "403", "403", "400"),
        ("POST", "/setup/data-backup", ToSignIn, "403", "400", "400", "403"),
        ("POST", "/setup/subscription", ToSignIn, "403", "400", "400", "403"),
        ("POST", "/setup/subscription/orders/{Number}", ToSignIn, "403", "400", "400", "403"),
        ("POST", "/sandbox/payments/{Number}", ToSignIn, "403", "400", "400", "403"),
        ("POST", "/status/{Code:int}", "400", "400", "400", "400", "400"),
    ];

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Cases() =>
        from row in Expected
        from cell in new[] { ("", row.Anonymous), ("marc", row.User), ("sophia", row.Administrator), ("grace", row.AnotherTenants), ("olu", row.Operator) }
        select new TheoryDataRow<string, string, string, string>(row.Method, row.Url, cell.Item1, cell.Item2);

    [Theory, MemberData(nameof(Cases))]
    public async Task Endpoint_answers_each_visitor_as_the_table_says(string method, string url, string visitor, string expected)
    {
        var backup = stand.Publish(stand.Script.Of(new("eu", "montblanc")), TimeProvider.System.GetUtcNow().AddHours(-1));
        using var browser = visitor.Length == 0 ? stand.NewBrowser() : await stand.SignedInAsync(visitor);
        var address = url.Replace("{id}", backup.Id.ToString(), StringComparison.Ordinal)
            .Replace("{name}", "Data_001.zip", StringComparison.Ordinal)
            .Replace("{Number}", "1", StringComparison.Ordinal)
            .Replace("{Code:int}", "404", StringComparison.Ordinal);

        using var response = method == "POST" ? await browser.PostAsync(address) : await browser.SendAsync(new HttpMethod(method), address);

        Assert.Equal(expected, Shown(response));
    }

    [Fact]
    public void Every_endpoint_of_ours_has_a_row_in_the_table()
    {
        var mapped = from endpoint in stand.Endpoints.OfType<RouteEndpoint>()
                     let pattern = endpoint.RoutePattern.RawText!
                     where !IsFrameworks(pattern)
                     from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"]
                     select $"{method} /{pattern.TrimStart('/')}";

        Assert.Equal(Expected.Select(row => $"{row.Method} {row.Url}").Order(), mapped.Distinct().Order());
    }

    // Static files, and Blazor's own: its hub gives nobody more than the pages do.
    private static bool IsFrameworks(string pattern) =>
        new[] { "_blazor", "_framework", "_content", "Granary.Web.Tests", "{**path:file}" }.Any(pattern.TrimStart('/').StartsWith);

    private static string Shown(HttpResponseMessage response)
    {
        var path = response.Headers.Location is { } location ? new Uri(response.RequestMessage!.RequestUri!, location).AbsolutePath : null;
        return response.StatusCode is HttpStatusCode.Redirect ? $"302 {path}" : $"{(int)response.StatusCode}";
    }
}
