using System.Data.Common;
using System.Net.Sockets;
using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;

namespace Granary.Web.Api;

/// <summary>
/// The one place where what went wrong becomes an answer: exceptions, and whatever was refused without a word before an endpoint
/// was reached. It says what a caller can do about it, and nothing of what is inside.
/// </summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> logger)
{
    public async Task InvokeAsync(HttpContext http, Problems problems)
    {
        // What is answered here is for programs: no pages about errors.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.Headers.CacheControl = "private, no-store";
        try
        {
            if (http.GetEndpoint() is null) await ShowNothingAsync(http);
            else await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, problems, ProblemOf(exception), exception);
            return;
        }
        var response = http.Response;
        if (!response.HasStarted && response.ContentType is null && Problems.OfStatus(response.StatusCode) is { } problem) await problems.Of(problem).ExecuteAsync(http);
    }

    // Whoever has no credential does not learn which paths there are.
    private static async Task ShowNothingAsync(HttpContext http)
    {
        if ((await http.AuthenticateAsync(Schemes.Api)).Succeeded) http.Response.StatusCode = StatusCodes.Status404NotFound;
        else await http.ChallengeAsync(Schemes.Api);
    }

    private async Task AnswerAsync(HttpContext http, Problems problems, ApiProblem problem, Exception exception)
    {
        if (problem is ApiProblem.Internal) LogUnexpected(http.Request.Method, http.GetEndpoint()?.DisplayName, exception);
        else if (problem is ApiProblem.Unavailable) LogUnavailable(http.Request.Method, http.GetEndpoint()?.DisplayName, exception);
        // What the endpoint had begun to say is not so.
        http.Response.Headers.ETag = default;
        http.Response.Headers.Location = default;
        await problems.Of(problem).ExecuteAsync(http);
    }

    private static ApiProblem ProblemOf(Exception exception) => exception switch
    {
        UnknownTenantException => ApiProblem.NotFound,
        RegionUnavailableException => ApiProblem.RegionUnavailable,
        BadHttpRequestException { StatusCode: var status } => Problems.OfStatus(status) ?? ApiProblem.InvalidRequest,
        TransientException or OrleansException or TimeoutException or DbException or IOException or SocketException => ApiProblem.Unavailable,
        _ => ApiProblem.Internal,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} met something unexpected")]
    private partial void LogUnexpected(string method, string? endpoint, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Endpoint} could not be answered: something that it needs is away")]
    private partial void LogUnavailable(string method, string? endpoint, Exception exception);
}
