using System.Diagnostics;
using System.Text.Json;
using Granary.Domain.Quotas;
using Granary.Web.Api.Reading;
using Granary.Web.Api.Tenants;
using Granary.Web.Localisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Api;

/// <summary>Says no, by RFC 9457: a type for programs, a title in the language of whoever asks.</summary>
internal sealed class Problems(IStringLocalizer<Texts> texts)
{
    public static string TypeOf(ApiProblem problem) => $"urn:granary:problem:{JsonNamingPolicy.KebabCaseLower.ConvertName(problem.ToString())}";

    public static int StatusOf(ApiProblem problem) => problem switch
    {
        ApiProblem.InvalidRequest => StatusCodes.Status400BadRequest,
        ApiProblem.Unauthorized => StatusCodes.Status401Unauthorized,
        ApiProblem.Forbidden => StatusCodes.Status403Forbidden,
        ApiProblem.NotFound => StatusCodes.Status404NotFound,
        ApiProblem.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ApiProblem.BackupExpired => StatusCodes.Status410Gone,
        ApiProblem.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ApiProblem.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiProblem.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ApiProblem.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ApiProblem.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ApiProblem.NothingLeft or ApiProblem.BackupInProgress or ApiProblem.BackupEnded or ApiProblem.OrderRefused or ApiProblem.TokenRefused => StatusCodes.Status409Conflict,
        ApiProblem.Unavailable or ApiProblem.RegionUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>For an answer that was given without a word: the problem that its status is the only one of, or null for none.</summary>
    public static ApiProblem? OfStatus(int status) =>
        status < StatusCodes.Status400BadRequest ? null : Enum.GetValues<ApiProblem>().Cast<ApiProblem?>().FirstOrDefault(
            problem => StatusOf(problem!.Value) == status, status < StatusCodes.Status500InternalServerError ? ApiProblem.InvalidRequest : ApiProblem.Internal);

    /// <param name="detail">A sentence for people, in their language; null where the title says it all.</param>
    public ProblemHttpResult Of(ApiProblem problem, string? detail = null, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?> { ["traceId"] = Activity.Current?.TraceId.ToHexString() };
        foreach (var (name, value) in more) extensions[name] = value;
        return TypedResults.Problem(detail, statusCode: StatusOf(problem), title: texts.Of(problem), type: TypeOf(problem), extensions: extensions);
    }

    public ProblemHttpResult Of(FieldErrors errors) => Of(ApiProblem.InvalidRequest, null, ("errors", errors.In(texts)));

    public ProblemHttpResult NothingLeft(QuotaRefusal refusal) => Of(ApiProblem.NothingLeft, texts.Of(refusal.Reason), ("refusal", RefusalResource.Of(refusal)));

    /// <param name="reason">As the domain has it, with words of its own.</param>
    public ProblemHttpResult Refused<T>(ApiProblem problem, T reason, params ReadOnlySpan<(string Name, object? Value)> more) where T : struct, Enum =>
        Of(problem, texts.Of(reason), [("reason", reason), .. more]);
}
