using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Storage.Blobs.Models;
using Granary.Adapters.Objects;

namespace Granary.Adapters.Azure;

/// <summary>What an answer of Azure that is no success means.</summary>
internal static class AzureFailure
{
    public static async Task<T> TranslateAsync<T>(string what, Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (RequestFailedException e)
        {
            // Without its message: that repeats the request, signature included.
            throw new ObjectStoreException(KindOf(e), $"Azure did not {what}: {(e.Status == 0 ? e.Message : $"{e.Status} {e.ErrorCode}")}", e.Status == 0 ? e : null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException and not ObjectStoreException or SocketException or TimeoutException or System.Xml.XmlException or AggregateException)
        {
            throw new ObjectStoreException(FailureKind.Passing, $"Azure did not {what}: {e.Message}", e);
        }
    }

    public static FailureKind KindOf(RequestFailedException e)
    {
        // Who is told that the blocks are unknown has lost them to somebody who tidied, or has put them together before.
        if (e.ErrorCode == BlobErrorCode.InvalidBlockList) return FailureKind.Missing;
        if (e.ErrorCode == BlobErrorCode.Md5Mismatch || e.ErrorCode == BlobErrorCode.OperationTimedOut) return FailureKind.Passing;
        return e.Status switch
        {
            (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict => FailureKind.Taken,
            (int)HttpStatusCode.NotFound when e.ErrorCode != BlobErrorCode.ContainerNotFound => FailureKind.Missing,
            (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout => FailureKind.Passing,
            >= 400 and < 500 => FailureKind.Refused,
            _ => FailureKind.Passing,
        };
    }
}
