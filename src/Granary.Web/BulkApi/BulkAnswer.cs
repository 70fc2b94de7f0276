using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Granary.Domain.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.BulkApi;

/// <summary>The shapes of what goes out. Every id is a 64-bit number and written as text; what does not apply is null and never left out.</summary>
internal static class BulkAnswer
{
    // An answer is never part of a page, and the offset of a moment has a plus.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonHttpResult<T> Of<T>(T answer, int status = StatusCodes.Status200OK) => TypedResults.Json(answer, Json, statusCode: status);

    /// <summary>What was asked for is done.</summary>
    public static IResult Done(JobId id, string message) =>
        Of(new { Backup = new { Code = "SUCCESS", Details = new { Id = id.ToString() }, Message = message, Status = "success" } });

    /// <summary>A moment to the second, with the offset that it came with.</summary>
    public static string? Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Somebody. The account behind a user has no number of its own here.</summary>
    public static object User(NumberedActor actor) => new { Id = Number(actor.Number), actor.Name, Zuid = Number(actor.Number) };
}
