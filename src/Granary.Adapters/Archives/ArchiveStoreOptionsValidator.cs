using System.Text.RegularExpressions;
using Granary.Adapters.Azure;
using Granary.Adapters.S3;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Archives;

/// <summary>Finds everything that is wrong with <see cref="ArchiveStoreOptions"/> at once; each sentence says what to write instead, and none shows a secret.</summary>
internal sealed partial class ArchiveStoreOptionsValidator : IValidateOptions<ArchiveStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, ArchiveStoreOptions options)
    {
        var errors = Errors(options).Select(error => $"{ArchiveStoreOptions.Section}:{error}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(ArchiveStoreOptions options)
    {
        foreach (var region in options.Regions.Where(region => !TenantId.IsName(region)))
            yield return $"Regions has '{region}': write a region as tenants have it, such as 'eu'.";
        if (options.Kind is ArchiveStoreKind.Files && options.LinkSeconds > 0)
            yield return "LinkSeconds is set, and files have no links: leave it out.";
        if (options is { Kind: ArchiveStoreKind.Azure, LinkSeconds: > 0 } && AzureConnection.TryOpen(options.Azure) is { CanLink: false })
            yield return "LinkSeconds is set, and a shared access signature signs no links: leave it out, or give Azure:ConnectionString an AccountKey.";
        if (options.AttemptSeconds > options.BudgetSeconds)
            yield return $"AttemptSeconds is {options.AttemptSeconds}, more than BudgetSeconds: write at most {options.BudgetSeconds}.";
        var more = options.Kind switch
        {
            ArchiveStoreKind.Files => [],
            ArchiveStoreKind.S3 => Errors(options.S3).Select(error => $"S3:{error}"),
            ArchiveStoreKind.Azure => Errors(options.Azure).Select(error => $"Azure:{error}"),
            _ => [$"Kind is '{options.Kind}': write 'Files', 'S3' or 'Azure'."],
        };
        foreach (var error in more) yield return error;
    }

    private static IEnumerable<string> Errors(S3Options s3)
    {
        if (s3.ServiceUrl.Length > 0 && !IsServiceUrl(s3.ServiceUrl))
            yield return $"ServiceUrl is '{Shown(s3.ServiceUrl)}': write where the store is asked, such as 'https://s3.example.com', or leave it out for AWS.";
        if (!RegionOfS3().IsMatch(s3.Region))
            yield return $"Region is '{s3.Region}': write the store's name of the bucket's region, such as 'eu-west-3'.";
        if (!Bucket().IsMatch(s3.Bucket))
            yield return $"Bucket is '{s3.Bucket}': write the name of a bucket that is there, 3 to 63 of a-z, 0-9, '.' and '-'.";
        if (!IsPrefix(s3.Prefix))
            yield return PrefixError(s3.Prefix);
        if (s3.AccessKey.Length > 0 && s3.SecretKey.Length == 0)
            yield return "SecretKey is missing: write that of AccessKey, or leave both out.";
        if (s3.AccessKey.Length == 0 && s3.SecretKey.Length > 0)
            yield return "AccessKey is missing: write whose SecretKey it is, or leave both out.";
    }

    private static IEnumerable<string> Errors(AzureOptions azure)
    {
        if (AzureConnection.TryOpen(azure) is not { } bucket)
            yield return "ConnectionString is missing or none: write that of the storage account, which has AccountName and AccountKey or a SharedAccessSignature.";
        else if (!bucket.IsProtected)
            yield return "ConnectionString leads to another machine without TLS: write DefaultEndpointsProtocol=https, or an endpoint that begins with https://.";
        if (!Container().IsMatch(azure.Container))
            yield return $"Container is '{azure.Container}': write the name of a container that is there, 3 to 63 of a-z, 0-9 and '-'.";
        if (!IsPrefix(azure.Prefix))
            yield return PrefixError(azure.Prefix);
    }

    private static string PrefixError(string prefix) => $"Prefix is '{prefix}': write words of A-Z, a-z, 0-9, '.', '_' and '-', each followed by a slash, such as 'granary/', or leave it out.";

    private static bool IsPrefix(string text) => text.Length == 0 || Prefix().IsMatch(text);

    private static bool IsServiceUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" } &&
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    // What stands before an @ may be a password.
    private static string Shown(string url) => url[(url.LastIndexOf('@') + 1)..];

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex RegionOfS3();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex Bucket();

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9]){2,62}$")]
    private static partial Regex Container();

    [GeneratedRegex("^([A-Za-z0-9_-][A-Za-z0-9._-]*/)+$")]
    private static partial Regex Prefix();
}
