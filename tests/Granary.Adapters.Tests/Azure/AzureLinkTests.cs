using System.Net;
using Granary.Adapters.Tests.Objects;
using Microsoft.AspNetCore.WebUtilities;

namespace Granary.Adapters.Tests.Azure;

public sealed class AzureLinkTests : ObjectStoreLinks
{
    private protected override IObjectServer Server { get; } = new AzureServer();

    protected override string DispositionOf(Uri link, HttpResponseMessage answer) => Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));

    [Fact]
    public async Task A_link_reads_and_does_nothing_else()
    {
        var link = await LinkAsync("Data.zip");

        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Delete, link));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Put, new Uri($"{link}&comp=metadata")));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Get, new Uri(link.AbsoluteUri.Replace("Data_001.zip", "Data_002.zip", StringComparison.Ordinal))));
        Assert.Equal(HttpStatusCode.OK, await TryAsync(HttpMethod.Get, link));
    }

    [Fact]
    public async Task A_link_lives_five_minutes_and_not_longer_by_wish()
    {
        var link = await LinkAsync("Data.zip");
        var end = DateTimeOffset.Parse(QueryHelpers.ParseQuery(link.Query)["se"]!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(end - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        var prolonged = QueryHelpers.AddQueryString(link.GetLeftPart(UriPartial.Path), QueryHelpers.ParseQuery(link.Query)
            .ToDictionary(pair => pair.Key, pair => pair.Key == "se" ? $"{end.AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}" : pair.Value.ToString()).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(HttpMethod.Get, new Uri(prolonged)));
    }
}
