using Granary.Domain.Jobs;

namespace Granary.Web.BulkApi;

/// <summary>Everything that can go wrong, under the names that clients know.</summary>
/// <param name="IsAboutBackup">Wrapped as what became of the backup that the request is about.</param>
/// <param name="Details">Null for none.</param>
internal sealed record BulkError(int Status, string Code, string Message, bool IsAboutBackup = false, object? Details = null)
{
    public static BulkError AuthenticationFailure { get; } = new(StatusCodes.Status401Unauthorized, "AUTHENTICATION_FAILURE", "Authentication failed: send an API token.");

    public static BulkError InvalidToken { get; } = new(StatusCodes.Status401Unauthorized, "INVALID_TOKEN", "There is no such token, or it has expired or was revoked.");

    public static BulkError ScopeMismatch { get; } = new(StatusCodes.Status401Unauthorized, "OAUTH_SCOPE_MISMATCH", "The token lacks a scope that this call needs.");

    public static BulkError NoPermission { get; } = new(StatusCodes.Status403Forbidden, "NO_PERMISSION", "Only administrators of a tenant may do this.");

    public static BulkError InvalidUrlPattern { get; } = new(StatusCodes.Status404NotFound, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one.");

    public static BulkError InvalidRequestMethod { get; } = new(StatusCodes.Status400BadRequest, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one.");

    public static BulkError BodyNotReadable { get; } = new(StatusCodes.Status400BadRequest, "REQUEST_BODY_NOT_READABLE", "The body is not a JSON object.");

    public static BulkError TooManyRequests { get; } = new(StatusCodes.Status429TooManyRequests, "TOO_MANY_REQUESTS", "That was too often: wait before you ask again.");

    public static BulkError Internal { get; } = new(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "Something went wrong here: try again in a few minutes.");

    public static BulkError ResourceNotFound { get; } = AboutBackup("RESOURCE_NOT_FOUND", "There is no such schedule or backup.");

    public static BulkError AlreadyScheduled(JobId schedule) => AboutBackup("BACKUP_ALREADY_SCHEDULED", "Backup is already scheduled.", IdOf(schedule));

    public static BulkError AlreadyCancelled(JobId job) => AboutBackup("ALREADY_CANCELLED", "Backup is already cancelled.", IdOf(job));

    public static BulkError InProgress(JobId job) => AboutBackup("INPROGRESS", "Backup is in progress.", IdOf(job));

    public static BulkError LimitReached { get; } = AboutBackup("LIMIT_REACHED", "Nothing is left that pays for this backup.");

    public static BulkError AlreadyUsed { get; } = AboutBackup("ALREADY_USED", "The weekly subscription has paid for a backup of that week already.");

    public static BulkError NotAllowed(string message) => AboutBackup("NOT_ALLOWED", message);

    /// <summary>A part of the body.</summary>
    public static BulkError InvalidData(string name, string path, string message) => AboutBackup("INVALID_DATA", message, PlaceOf(name, path));

    /// <summary>A part of the address.</summary>
    public static BulkError InvalidParameter(string name, string message) => new(StatusCodes.Status400BadRequest, "INVALID_DATA", message, Details: new { ApiName = name });

    public static BulkError MandatoryNotFound(string name, string path) => AboutBackup("MANDATORY_NOT_FOUND", "Required field not found.", PlaceOf(name, path));

    public static BulkError Expired { get; } = new(StatusCodes.Status410Gone, "RESOURCE_NOT_FOUND", "This backup has expired.");

    public IResult ToResult() => BulkAnswer.Of(ToBody(), Status);

    public Task WriteAsync(HttpContext http) => ToResult().ExecuteAsync(http);

    private object ToBody()
    {
        var error = new { Code, Details = Details ?? new { }, Message, Status = "error" };
        return IsAboutBackup ? new { Backup = error } : error;
    }

    private static BulkError AboutBackup(string code, string message, object? details = null) => new(StatusCodes.Status400BadRequest, code, message, IsAboutBackup: true, details);

    private static object IdOf(JobId job) => new { Id = job.ToString() };

    private static object PlaceOf(string name, string path) => new { ApiName = name, JsonPath = path };
}
