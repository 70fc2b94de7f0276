using System.Globalization;
using System.Text.Json;
using Granary.Domain.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.BulkApi;

/// <summary>The shapes of what goes out. Every id is a 64-bit number and written as text; what does not apply is null and never left out.</summary>
internal static class BulkAnswer
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What was asked for is done.</summary>
    public static IResult Done(JobId id, string message) =>
        Of(new { Backup = new { Code = "SUCCESS", Details = new { Id = id.ToString() }, Message = message, Status = "success" } });

    public static JsonHttpResult<T> Of<T>(T answer, int status = StatusCodes.Status200OK) => TypedResults.Json(answer, Json, statusCode: status);

    /// <summary>A moment to the second, with the offset that it came with.</summary>
    public static string? Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Somebody. The account behind a user has no number of its own here.</summary>
    public static object Of(NumberedActor actor)
    {
        var number = actor.Number.ToString(CultureInfo.InvariantCulture);
        return new { Id = number, actor.Name, Zuid = number };
    }
}
