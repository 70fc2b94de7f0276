using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

/// <summary>How the API says no to what never reaches an endpoint, or breaks in it.</summary>
public sealed class ApiErrorTests(WebStand stand)
{
    [Fact]
    public async Task Without_a_credential_every_path_asks_for_one()
    {
        using var browser = stand.NewBrowser();

        foreach (var path in new[] { "/api/v1/backups", "/api/v1/nothing", "/api/v2", "/api" })
        {
            using var response = await browser.GetAsync(path);
            var reply = await Reply.ReadAsync(response);

            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized", "application/problem+json"), (reply.Status, reply.Problem, reply.ContentType));
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task A_session_is_no_credential_for_programs()
    {
        using var browser = await stand.SignedInAsync("sophia");

        using var response = await browser.GetAsync("/api/v1/backups");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task With_one_there_is_nothing_at_other_paths_and_methods()
    {
        using var program = stand.NewProgram();

        Assert.Equal((HttpStatusCode.NotFound, "not-found"), Of(await program.GetAsync("/nothing")));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), Of(await program.DeleteAsync("/backups")));
    }

    [Fact]
    public async Task A_missing_scope_is_forbidden()
    {
        using var program = stand.NewProgram(Edition.Enterprise, ApiScope.ReadLog);

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), Of(await program.GetAsync("/backups")));
    }

    [Fact]
    public async Task A_body_is_json_and_not_too_large()
    {
        using var program = stand.NewProgram();
        using var client = new HttpClient { BaseAddress = stand.Address };
        client.DefaultRequestHeaders.Authorization = program.Headers.Authorization;
        using var form = new StringContent("rrule=x", Encoding.ASCII, "application/x-www-form-urlencoded");

        using var unsupported = await client.PutAsync("/api/v1/schedule", form, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), Of(await Reply.ReadAsync(unsupported)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), Of(await program.SendAsync(HttpMethod.Put, "/schedule", $$"""{"rrule":"{{new string('x', 70_000)}}"}""")));
    }

    [Fact]
    public async Task What_breaks_says_nothing_of_what_is_inside_and_leaves_a_trace_to_follow()
    {
        using var program = stand.NewProgram();
        program.Tenant.Prices = null!;

        var reply = await program.GetAsync("/orders");

        Assert.Equal((HttpStatusCode.InternalServerError, "internal"), Of(reply));
        Assert.DoesNotContain("   at ", reply.Text);
        Assert.DoesNotContain("Exception", reply.Text);
        Assert.Matches("^[0-9a-f]{32}$", reply["traceId"]);
        Assert.Contains(stand.Log.Entries, entry => entry.Message.Contains("/api/v1/orders", StringComparison.Ordinal) && entry.Message.EndsWith("met something unexpected", StringComparison.Ordinal));
    }

    [Theory, InlineData("fr-FR", "Cet élément n’existe pas."), InlineData("de, en;q=0.5", "There is no such thing.")]
    public async Task Titles_are_in_the_language_that_is_asked_for(string language, string title)
    {
        using var program = stand.NewProgram();
        program.Headers.AcceptLanguage.ParseAdd(language);

        Assert.Equal(title, (await program.GetAsync("/backups/7"))["title"]);
    }

    [Fact]
    public void Every_problem_has_a_type_of_its_own_and_is_explained()
    {
        var types = Enum.GetValues<ApiProblem>().Select(Problems.TypeOf).ToList();
        var explained = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../deploy/API.md"));

        Assert.Equal(types.Distinct(), types);
        Assert.All(types, type => Assert.Contains($"`{type.Split(':')[^1]}`", explained));
    }

    private static string Here([CallerFilePath] string file = "") => file;

    private static (HttpStatusCode, string?) Of(Reply reply) => (reply.Status, reply.Problem);
}
