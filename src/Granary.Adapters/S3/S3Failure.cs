using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Granary.Adapters.Objects;

namespace Granary.Adapters.S3;

/// <summary>What an answer of S3 that is no success means.</summary>
internal static class S3Failure
{
    // These say "again", although their numbers say "you are wrong": the body came late or damaged.
    private static readonly HashSet<string> Passing = ["RequestTimeout", "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody", "OperationAborted", "SlowDown"];

    public static async Task<T> TranslateAsync<T>(string what, Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (AmazonS3Exception e)
        {
            throw new ObjectStoreException(KindOf(e), $"S3 did not {what}: {(int)e.StatusCode} {e.ErrorCode}", e);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw new ObjectStoreException(FailureKind.Passing, $"S3 did not {what}: {e.Message}", e);
        }
        catch (AmazonClientException e)
        {
            throw new ObjectStoreException(FailureKind.Refused, $"S3 cannot be asked to {what}: {e.Message}", e);
        }
    }

    private static FailureKind KindOf(AmazonS3Exception e) => e switch
    {
        { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.NotModified } or { ErrorCode: "ConditionalRequestConflict" } => FailureKind.Taken,
        { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" } => FailureKind.Missing,
        { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => FailureKind.Passing,
        { ErrorCode: { } code } when Passing.Contains(code) => FailureKind.Passing,
        { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => FailureKind.Refused,
        _ => FailureKind.Passing,
    };

    // An answer that is no XML comes from somebody between here and S3.
    private static bool IsTrouble(Exception e) =>
        e is HttpRequestException or IOException or SocketException or TimeoutException or AmazonUnmarshallingException or AmazonServiceException;
}
