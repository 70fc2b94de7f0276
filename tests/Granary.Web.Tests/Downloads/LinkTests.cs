using Granary.Contracts;
using Granary.Web.Downloads;
using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Granary.Web.Tests.Downloads;

public sealed class LinkTests(WebStand stand)
{
    private readonly PublishedBackup backup = stand.Publish(stand.TakeTenant(), TimeProvider.System.GetUtcNow().AddHours(-1));
    private readonly DefaultHttpContext http = new();

    [Fact]
    public async Task Whoever_wants_the_content_is_sent_to_the_store_and_logged()
    {
        var redirect = Assert.IsType<RedirectHttpResult>(await AskAsync(HttpMethods.Get));

        var savedAs = FormattableString.Invariant($"{backup.Owner.Profile.Name}_{backup.CreatedAt.UtcDateTime:yyyy-MM-dd}_Data_001.zip");
        Assert.Equal($"https://store.example.com/{backup.ArchiveKey}?as={savedAs}&type=application%2Fzip&signature=s", redirect.Url);
        Assert.False(redirect.Permanent);
        Assert.Equal("private, no-store", http.Response.Headers.CacheControl);
        Assert.Equal(1, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Whoever_asks_about_a_file_is_answered_here_and_not_logged()
    {
        Assert.IsType<FileStreamHttpResult>(await AskAsync(HttpMethods.Head));
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Links_that_are_off_change_nothing() => Assert.IsType<FileStreamHttpResult>(await AskAsync(HttpMethods.Get, isOn: false));

    [Fact]
    public async Task Nobody_of_another_tenant_gets_a_link()
    {
        var stranger = stand.TakeTenant();

        Assert.Equal(StatusCodes.Status404NotFound, Assert.IsType<ProblemHttpResult>(await AskAsync(HttpMethods.Get, visitor: stranger)).StatusCode);
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_lost_or_out_of_reach_has_no_link_and_is_not_logged(bool lost)
    {
        if (lost) stand.Store.Files.TryRemove(backup.ArchiveKey, out _);
        else stand.Store.OutOfReach[backup.ArchiveKey] = true;

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsType<ProblemHttpResult>(await AskAsync(HttpMethods.Get)).StatusCode);
        Assert.Equal(0, backup.DownloadsLogged);
    }

    private async Task<IResult> AskAsync(string method, bool isOn = true, ScriptedTenant? visitor = null)
    {
        http.Request.Method = method;
        var profile = (visitor ?? backup.Owner).Profile;
        var user = new Visitor(profile.Name, profile.Name, profile.Id, Profile.Administrator).ToPrincipal("test");
        using var caller = Caller.Of(profile.Id).Enter();
        var endpoint = stand.Downloads(new ScriptedLinks(stand.Store) { IsOn = isOn });
        return (await DownloadEndpoint.HandleAsync(backup.Id.ToString(), "Data_001.zip", http, user, endpoint)).Result;
    }
}
