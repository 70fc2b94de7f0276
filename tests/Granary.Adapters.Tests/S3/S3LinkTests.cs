using Granary.Adapters.Tests.Objects;
using Microsoft.AspNetCore.WebUtilities;

namespace Granary.Adapters.Tests.S3;

public sealed class S3LinkTests : ObjectStoreLinks
{
    private protected override IObjectServer Server { get; } = new S3Server();

    // This server does not do what S3 does with it.
    protected override string DispositionOf(Uri link, HttpResponseMessage answer) => QueryHelpers.ParseQuery(link.Query)["response-content-disposition"]!;

    // That such a signature is of one method and one key is S3's own doing; this server compares none.
    [Fact]
    public async Task A_link_is_signed_for_five_minutes_and_for_the_file()
    {
        var link = await LinkAsync("Data.zip");
        var query = QueryHelpers.ParseQuery(link.Query);

        Assert.EndsWith($"/{File}", link.AbsolutePath, StringComparison.Ordinal);
        Assert.InRange(int.Parse(query["X-Amz-Expires"]!, System.Globalization.CultureInfo.InvariantCulture), 295, 300);
        Assert.Equal("AWS4-HMAC-SHA256", query["X-Amz-Algorithm"]);
        Assert.DoesNotContain("secret", link.Query, StringComparison.OrdinalIgnoreCase);
    }
}
