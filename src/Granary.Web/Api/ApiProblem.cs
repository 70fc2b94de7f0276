namespace Granary.Web.Api;

/// <summary>
/// Every way in which a call of the API is refused. The type of an answer is made of the name, and is what programs go by:
/// <c>urn:granary:problem:nothing-left</c>. Add, never rename; deploy/API.md explains each.
/// </summary>
internal enum ApiProblem
{
    /// <summary>Something in it cannot be read or has a wrong value: <c>errors</c> names what.</summary>
    InvalidRequest,

    /// <summary>No credential, or one that is not valid (any more).</summary>
    Unauthorized,

    /// <summary>The credential does not allow that.</summary>
    Forbidden,

    /// <summary>There is no such thing, or it is somebody else's.</summary>
    NotFound,
    MethodNotAllowed,
    BodyTooLarge,
    UnsupportedMediaType,

    /// <summary>The schedule is not the one that If-Match names.</summary>
    PreconditionFailed,

    /// <summary>There is a schedule, and no If-Match to say that it is known.</summary>
    PreconditionRequired,
    TooManyRequests,

    /// <summary>Nothing pays for the backup, or for the first run of the schedule: <c>refusal</c> says why and what would help.</summary>
    NothingLeft,

    /// <summary>A backup is in progress: it goes on, and until then that cannot be done.</summary>
    BackupInProgress,

    /// <summary>The backup has ended.</summary>
    BackupEnded,

    /// <summary>The files of the backup are gone.</summary>
    BackupExpired,

    /// <summary>Such an order cannot be placed now: <c>reason</c> says why.</summary>
    OrderRefused,

    /// <summary>Such a token is not created: <c>reason</c> says why.</summary>
    TokenRefused,

    /// <summary>Granary has met something it did not expect; <c>traceId</c> leads to it in its log.</summary>
    Internal,

    /// <summary>Something that Granary needs does not answer. Nothing is known to have changed.</summary>
    Unavailable,

    /// <summary>No silo of the tenant's region is there.</summary>
    RegionUnavailable,
}
