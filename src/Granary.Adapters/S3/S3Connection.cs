using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Granary.Adapters.S3;

/// <summary>A client of S3 that asks once: who calls it repeats what is worth it.</summary>
internal static class S3Connection
{
    public static S3Bucket Open(S3Options options) => new(Client(options), options.Bucket, !options.ServiceUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase));

    public static AmazonS3Client Client(S3Options options)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            // The limit of an attempt is counted by who calls.
            Timeout = Timeout.InfiniteTimeSpan,
            ForcePathStyle = options.PathStyle,
            // Every checksum that matters is given by name; others break stores that do not know them.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl.Length == 0)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.ServiceUrl;
            config.AuthenticationRegion = options.Region;
        }
        return options.AccessKey.Length == 0 ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }
}
