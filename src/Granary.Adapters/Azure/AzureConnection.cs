using Azure.Storage.Blobs;

namespace Granary.Adapters.Azure;

/// <summary>A client of Azure that asks once: who calls it repeats what is worth it.</summary>
internal static class AzureConnection
{
    public static AzureBucket Open(AzureOptions options) => new(Container(options));

    public static BlobContainerClient Container(AzureOptions options)
    {
        var client = new BlobClientOptions();
        client.Retry.MaxRetries = 0;
        // The limit of an attempt is counted by who calls.
        client.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan;
        return new BlobContainerClient(options.ConnectionString, options.Container, client);
    }

    /// <summary>Null when the connection string is none.</summary>
    public static AzureBucket? TryOpen(AzureOptions options)
    {
        try
        {
            return Open(options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
