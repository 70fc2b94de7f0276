using System.Net;
using System.Security.Cryptography;
using Granary.Adapters.Archives;
using Granary.Domain.Ports;
using Granary.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Objects;

/// <summary>Links as the settings make them, used by a program that knows nothing else of the store.</summary>
public abstract class ObjectStoreLinks : IAsyncLifetime
{
    private static readonly HttpClient Stranger = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(10_000);
    private Uri address = null!;
    private ServiceProvider services = null!;

    private protected abstract IObjectServer Server { get; }

    /// <summary>The same link, which claims to live for an hour.</summary>
    protected abstract Uri Prolonged(Uri link);

    private static ArchiveKey File { get; } = ObjectStoreStory.Folder / "Data_001.zip";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IArchiveLinks Links => services.GetRequiredService<IArchiveLinks>();

    public async ValueTask InitializeAsync()
    {
        address = await Server.PrepareAsync();
        services = Provide(Settings(300));
        await ObjectStoreStory.WriteAsync(services.GetRequiredService<IArchiveStore>(), File, bytes);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task A_link_gives_the_file_under_a_name_that_no_character_breaks()
    {
        var link = await LinkAsync("acme \"Été\"\r\nSet-Cookie: a=b.zip");

        using var answer = await Stranger.GetAsync(link, Token);

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.ToString());
        var disposition = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.StartsWith("attachment; filename=", disposition, StringComparison.Ordinal);
        Assert.DoesNotContain(disposition, c => char.IsControl(c) || !char.IsAscii(c));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_link_takes_ranges()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await LinkAsync("Data.zip"));
        request.Headers.Range = new(9_990, null);

        using var answer = await Stranger.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[^10..], await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_link_reads_one_file_and_does_nothing_else()
    {
        var link = await LinkAsync("Data.zip");

        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Delete, link));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Put, link));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Get, new Uri(link.AbsoluteUri.Replace("Data_001.zip", "Data_002.zip", StringComparison.Ordinal))));
        Assert.Equal(HttpStatusCode.OK, await TryAsync(HttpMethod.Get, link));
    }

    [Fact]
    public async Task A_link_lives_as_long_as_the_settings_say_and_not_longer_by_wish()
    {
        await using var brief = Provide(Settings(2));
        var link = (await brief.GetRequiredService<IArchiveLinks>().LinkAsync(File, "Data.zip", "application/zip", Token))!;
        var lasting = await LinkAsync("Data.zip");

        Assert.Equal(HttpStatusCode.OK, await TryAsync(HttpMethod.Get, With(lasting)));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Get, Prolonged(lasting)));
        await Wait.UntilAsync(async () => await TryAsync(HttpMethod.Get, link) is HttpStatusCode.Forbidden, "the end of a link");
        Assert.Equal(HttpStatusCode.OK, await TryAsync(HttpMethod.Get, lasting));
    }

    [Fact]
    public async Task There_is_no_link_to_what_is_not_there() => Assert.Null(await Links.LinkAsync(ObjectStoreStory.Folder / "other", "a.zip", "application/zip", Token));

    [Fact]
    public async Task Without_the_setting_there_are_no_links()
    {
        await using var without = Provide(Settings(0));

        Assert.False(without.GetRequiredService<IArchiveLinks>().IsOn);
        await Assert.ThrowsAsync<InvalidOperationException>(() => without.GetRequiredService<IArchiveLinks>().LinkAsync(File, "a.zip", "application/zip", Token));
    }

    /// <summary>The same link with another value in it, if any.</summary>
    protected static Uri With(Uri link, string name = "", string value = "")
    {
        var words = QueryHelpers.ParseQuery(link.Query).ToDictionary(word => word.Key, word => (string?)(word.Key == name ? value : word.Value.ToString()));
        return new Uri(QueryHelpers.AddQueryString(link.GetLeftPart(UriPartial.Path), words));
    }

    private async Task<Uri> LinkAsync(string savedAs) => (await Links.LinkAsync(File, savedAs, "application/zip", Token))!;

    private static async Task<HttpStatusCode> TryAsync(HttpMethod method, Uri link)
    {
        using var request = new HttpRequestMessage(method, link);
        using var answer = await Stranger.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private Dictionary<string, string?> Settings(int seconds) => new(Server.Settings(address)) { ["LinkSeconds"] = $"{seconds}" };

    private static ServiceProvider Provide(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddArchiveStore(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "nowhere").BuildServiceProvider();
}
