using Granary.Adapters.Archives;
using Granary.Domain.Ports;
using Granary.Domain.Retention;
using Granary.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Archives;

public sealed class ArchiveStoreOptionsTests
{
    private const string Key = "a2V5LW9mLXRoZS1hY2NvdW50";

    private static readonly Dictionary<string, string?> S3 = new()
    {
        ["Kind"] = "S3", ["S3:Region"] = "eu-west-3", ["S3:Bucket"] = "backups", ["S3:AccessKey"] = "AK", ["S3:SecretKey"] = "s3cr3t", ["LinkSeconds"] = "300", ["Regions:0"] = "eu",
    };

    private static readonly Dictionary<string, string?> Azure = new()
    {
        ["Kind"] = "Azure", ["Azure:Container"] = "backups", ["Azure:ConnectionString"] = $"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net",
    };

    [Fact]
    public async Task Without_a_section_archives_are_files_in_the_folder_of_the_host()
    {
        using var folder = new TemporaryDirectory();
        using var services = Services([], folder.Path);
        services.GetRequiredService<IStartupValidator>().Validate();

        await services.GetRequiredService<IArchiveStore>().WriteAsync(Objects.ObjectStoreStory.Folder / "file", (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(folder.At("eu", "acme", "7", "e1", "file")));
        Assert.False(services.GetRequiredService<IArchiveLinks>().IsOn);
    }

    [Fact]
    public void A_whole_section_starts()
    {
        foreach (var section in new[] { S3, Azure })
        {
            using var services = Services(section);
            services.GetRequiredService<IStartupValidator>().Validate();
            Assert.Equal(section.ContainsKey("LinkSeconds"), services.GetRequiredService<IArchiveLinks>().IsOn);
        }
    }

    [Theory]
    [InlineData("Files", null, null)]
    [InlineData("S3", null, 6.0)]
    [InlineData("S3", 1.0, 1.0)]
    public void Expired_objects_stay_for_six_hours_unless_somebody_says_otherwise(string kind, double? asked, double? expected)
    {
        var section = kind == "S3" ? S3 : [];
        using var services = new ServiceCollection().Configure<RetentionPolicy>(retention => retention.Grace = Hours(asked))
            .AddArchiveStore(new ConfigurationBuilder().AddInMemoryCollection(section).Build(), "nowhere").BuildServiceProvider();

        Assert.Equal(Hours(expected), services.GetRequiredService<IOptions<RetentionPolicy>>().Value.Grace);

        static TimeSpan? Hours(double? hours) => hours is { } some ? TimeSpan.FromHours(some) : null;
    }

    [Fact]
    public void All_errors_are_told_at_once_and_no_secret_is()
    {
        var failures = Failures(new()
        {
            ["Kind"] = "S3", ["Regions:0"] = "Europe!", ["LinkSeconds"] = "301", ["AttemptSeconds"] = "0", ["S3:ServiceUrl"] = "http://me:s3cr3t@s3.example.com", ["S3:Bucket"] = "B", ["S3:Prefix"] = "/x", ["S3:SecretKey"] = "s3cr3t",
        });

        foreach (var name in new[] { "Regions", "LinkSeconds", "AttemptSeconds", "S3:ServiceUrl", "S3:Region", "S3:Bucket", "S3:Prefix", "S3:AccessKey" })
            Assert.Contains(failures, failure => failure.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("S3:ServiceUrl", "http://s3.example.com")]
    [InlineData("S3:ServiceUrl", "https://s3.example.com/bucket")]
    [InlineData("S3:Region", "")]
    [InlineData("S3:Prefix", "no-slash")]
    [InlineData("S3:Prefix", "../")]
    [InlineData("S3:SecretKey", "")]
    [InlineData("AttemptSeconds", "181")]
    public void A_setting_of_s3_that_cannot_be_stops_the_start(string name, string value) => Assert.Single(Failures(new(S3) { [name] = value }));

    [Theory]
    [InlineData("Azure:ConnectionString", "")]
    [InlineData("Azure:ConnectionString", "AccountName=acme")]
    [InlineData("Azure:ConnectionString", $"DefaultEndpointsProtocol=http;AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net")]
    [InlineData("Azure:Container", "a--b")]
    [InlineData("Azure:Prefix", "no-slash")]
    public void A_setting_of_azure_that_cannot_be_stops_the_start_and_is_not_told_with_its_key(string name, string value)
    {
        var failure = Assert.Single(Failures(new(Azure) { [name] = value }));

        Assert.DoesNotContain(Key, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_no_links() => Assert.Contains("LinkSeconds", Assert.Single(Failures(new() { ["LinkSeconds"] = "60" })));

    [Fact]
    public void A_shared_access_signature_signs_no_links()
    {
        var shared = new Dictionary<string, string?>(Azure) { ["Azure:ConnectionString"] = "BlobEndpoint=https://acme.blob.core.windows.net;SharedAccessSignature=sv=2024-11-04&sig=c2lnbmVk" };

        Assert.Empty(Failures(shared));
        var failure = Assert.Single(Failures(new(shared) { ["LinkSeconds"] = "60" }));
        Assert.Contains("LinkSeconds", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", failure, StringComparison.Ordinal);
        Assert.Empty(Failures(new(Azure) { ["LinkSeconds"] = "60" }));
    }

    [Fact]
    public void A_word_that_is_no_setting_stops_the_start() => Assert.ThrowsAny<InvalidOperationException>(() => Failures(new(S3) { ["S3:Buckett"] = "x" }));

    private static ServiceProvider Services(Dictionary<string, string?> section, string folder = "nowhere") =>
        new ServiceCollection().AddArchiveStore(new ConfigurationBuilder().AddInMemoryCollection(section).Build(), folder).BuildServiceProvider();

    private static IEnumerable<string> Failures(Dictionary<string, string?> section)
    {
        using var services = Services(section);
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }
}
