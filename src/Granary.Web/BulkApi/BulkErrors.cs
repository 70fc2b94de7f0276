using Granary.Contracts;
using Microsoft.AspNetCore.Diagnostics;

namespace Granary.Web.BulkApi;

/// <summary>Whatever happens on the way to an endpoint of the bulk API, a program is answered what it can read.</summary>
internal sealed partial class BulkErrors(RequestDelegate next, ILogger<BulkErrors> logger)
{
    private const string NotStored = "private, no-store";

    public Task InvokeAsync(HttpContext http) => BulkApiMark.IsOn(http) ? AnswerAsync(http) : next(http);

    private async Task AnswerAsync(HttpContext http)
    {
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.Headers.CacheControl = NotStored;
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status429TooManyRequests, HasStarted: false }) await BulkError.TooManyRequests.WriteAsync(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var error = ErrorOf(exception);
            if (error == BulkError.Internal) LogFailed(http.Request.Method, http.GetEndpoint()?.DisplayName, exception);
            // What the endpoint had begun to say is not so.
            http.Response.Clear();
            http.Response.Headers.CacheControl = NotStored;
            await error.WriteAsync(http);
        }
    }

    private static BulkError ErrorOf(Exception exception) => exception switch
    {
        // A tenant that the SaaS does not know, or not any more, has no administrators.
        UnknownTenantException => BulkError.NoPermission,
        BadHttpRequestException => BulkError.BodyNotReadable,
        _ => BulkError.Internal,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private partial void LogFailed(string method, string? endpoint, Exception exception);
}
