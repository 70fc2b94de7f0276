using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Granary.Web.Tests.Downloads;

public sealed class DownloadTests(WebStand stand) : IAsyncLifetime
{
    private readonly DateTimeOffset createdAt = new(TimeProvider.System.GetUtcNow().AddHours(-2).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    private PublishedBackup backup = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        backup = stand.Publish(stand.TakeTenant(), createdAt);
        browser = await stand.SignedInAsync(backup.Owner.Profile.Name);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whole_file_comes_with_everything_that_resuming_and_saving_need()
    {
        using var response = await browser.GetAsync(backup.Url);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive, await BytesAsync(response));
        Assert.Equal(backup.Archive.Length, response.Content.Headers.ContentLength);
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($"\"{backup.Sha256}\"", response.Headers.ETag!.ToString());
        Assert.Equal(createdAt, response.Content.Headers.LastModified);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.True(response.Headers.CacheControl is { NoStore: true, Private: true });
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(FormattableString.Invariant($"{backup.Owner.Profile.Name}_{createdAt:yyyy-MM-dd}_Data_001.zip"), disposition.FileName);
    }

    [Theory, InlineData("manifest.json", "application/json", new byte[] { 0x7B, 0x7D }), InlineData("manifest.sig", "application/octet-stream", new byte[] { 1, 2, 3 })]
    public async Task Manifest_lies_above_the_attempt_and_the_rest_in_it(string name, string type, byte[] content)
    {
        using var response = await browser.GetAsync(backup.UrlOf(name));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(content, await BytesAsync(response));
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData(0, 0L, 0, 0)]
    [InlineData(0, null, 0, 9_999)]
    [InlineData(9_999, null, 9_999, 9_999)]
    [InlineData(4_000, 4_999L, 4_000, 4_999)]
    [InlineData(9_000, 99_999L, 9_000, 9_999)]
    [InlineData(null, 1L, 9_999, 9_999)]
    [InlineData(null, 99_999L, 0, 9_999)]
    public async Task Range_is_answered_with_exactly_those_bytes(int? from, long? to, int first, int last)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Range = new RangeHeaderValue(from, to));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal($"bytes {first}-{last}/10000", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal(backup.Archive[first..(last + 1)], await BytesAsync(response));
    }

    [Theory, InlineData("bytes=10000-"), InlineData("bytes=99999-100000"), InlineData("bytes=-0")]
    public async Task Range_beyond_the_end_is_refused_and_not_logged(string range)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Add("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("bytes */10000", response.Content.Headers.ContentRange!.ToString());
        Assert.Empty(await BytesAsync(response));
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Theory, InlineData("bytes=0-1,5-6"), InlineData("bytes=0-5,3-9"), InlineData("lines=1-2"), InlineData("bytes=5-1")]
    public async Task Range_that_is_not_one_range_gets_the_whole_file(string range)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.TryAddWithoutValidation("Range", range));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive, await BytesAsync(response));
    }

    [Fact]
    public async Task Cut_at_any_place_and_resumed_it_is_the_same_file()
    {
        for (var cut = 1; cut < backup.Archive.Length; cut += 97)
        {
            using var head = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.Range = new RangeHeaderValue(0, cut - 1));
            using var tail = await browser.SendAsync(HttpMethod.Get, backup.Url, headers =>
            {
                headers.Range = new RangeHeaderValue(cut, null);
                headers.IfRange = new RangeConditionHeaderValue(head.Headers.ETag!);
            });

            Assert.Equal(HttpStatusCode.PartialContent, tail.StatusCode);
            byte[] joined = [.. await BytesAsync(head), .. await BytesAsync(tail)];
            Assert.Equal(backup.Archive, joined);
        }

        Assert.Equal(1, backup.DownloadsLogged);
    }

    [Fact]
    public async Task If_range_with_another_etag_gets_the_whole_file()
    {
        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers =>
        {
            headers.Range = new RangeHeaderValue(10, null);
            headers.IfRange = new RangeConditionHeaderValue("\"another\"");
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive, await BytesAsync(response));
    }

    [Fact]
    public async Task What_the_browser_has_already_is_not_sent_and_not_logged()
    {
        using var response = await browser.SendAsync(HttpMethod.Get, backup.Url, headers => headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{backup.Sha256}\"")));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Head_tells_the_same_without_a_body_and_is_not_logged()
    {
        using var response = await browser.SendAsync(HttpMethod.Head, backup.Url);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backup.Archive.Length, response.Content.Headers.ContentLength);
        Assert.Equal($"\"{backup.Sha256}\"", response.Headers.ETag!.ToString());
        Assert.Empty(await BytesAsync(response));
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Download_is_logged_once_for_a_person_and_a_file()
    {
        for (var i = 0; i < 3; i++) (await browser.GetAsync(backup.Url)).Dispose();
        (await browser.GetAsync(backup.UrlOf("manifest.json"))).Dispose();

        var logged = backup.Owner.Tenant.Log.Entries.Where(entry => entry.Event is LogEvent.DownloadStarted).ToList();
        Assert.Equal(["Data_001.zip", "manifest.json"], logged.Select(entry => entry.Detail));
        Assert.All(logged, entry => Assert.Equal(new Actor(ActorKind.Person, backup.Owner.Profile.Name, $"Admin of {backup.Owner.Profile.Name.Replace('-', ' ')}"), entry.Actor));
    }

    [Theory, InlineData("Data_002.zip"), InlineData("..%2Fmanifest.json"), InlineData("..."), InlineData("data_001.zip")]
    public async Task File_that_the_backup_does_not_have_is_not_found(string name)
    {
        using var response = await browser.GetAsync(backup.UrlOf(name));

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Theory, InlineData("1"), InlineData("0"), InlineData("-1"), InlineData("x"), InlineData("99999999999999999999"), InlineData("1%20")]
    public async Task Backup_that_the_tenant_does_not_have_is_not_found_whatever_the_id(string id)
    {
        using var response = await browser.GetAsync($"/backups/{id}/files/Data_001.zip");

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Backup_of_another_tenant_looks_as_if_it_did_not_exist()
    {
        using var stranger = await stand.SignedInAsync(stand.TakeTenant().Profile.Name);

        using var foreign = await stranger.GetAsync(backup.Url);
        using var missing = await stranger.GetAsync("/backups/12345/files/Data_001.zip");

        Assert.Equal(Comparable(await AssertProblemAsync(missing, HttpStatusCode.NotFound, "not-found")), Comparable(await AssertProblemAsync(foreign, HttpStatusCode.NotFound, "not-found")));
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Theory]
    [InlineData("en-GB", "The backup has expired.", "It could be downloaded until 9 Jan 2026, 03:04:00 UTC.")]
    [InlineData("fr-FR", "La sauvegarde a expiré.", "Elle pouvait être téléchargée jusqu’au 9 janv. 2026, 03:04:00 UTC.")]
    public async Task Expired_backup_is_gone_and_says_since_when(string language, string title, string since)
    {
        var expired = stand.Publish(stand.TakeTenant(), new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero));
        using var owner = await stand.SignedInAsync(expired.Owner.Profile.Name, language);

        using var response = await owner.GetAsync(expired.Url);

        var problem = await AssertProblemAsync(response, HttpStatusCode.Gone, "backup-expired");
        Assert.Equal(title, problem.Title);
        Assert.StartsWith(since, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(0, expired.DownloadsLogged);
    }

    [Fact]
    public async Task File_that_the_store_lost_is_unavailable_and_an_error_in_the_log()
    {
        stand.Store.Files.TryRemove(backup.ArchiveKey, out _);

        using var response = await browser.GetAsync(backup.Url);

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Contains(stand.Log.Entries, entry => entry.Level is LogLevel.Error && entry.Message.Contains(backup.ArchiveKey.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, backup.DownloadsLogged);
    }

    [Fact]
    public async Task Store_that_does_not_answer_is_unavailable()
    {
        stand.Store.OutOfReach.TryAdd(backup.ArchiveKey, true);

        using var response = await browser.GetAsync(backup.Url);

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task Without_the_region_of_the_tenant_it_says_so()
    {
        backup.Owner.Outage = RegionUnavailableException.For(backup.Owner.Profile.Id);

        using var response = await browser.GetAsync(backup.Url);

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "region-unavailable");
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static async Task<ProblemDetails> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl is { NoStore: true });
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Equal($"urn:granary:problem:{type}", problem!.Type);
        return problem;
    }

    private static string Comparable(ProblemDetails problem) => $"{problem.Status} {problem.Title} {problem.Detail} {problem.Type} {problem.Instance}";
}
