using System.Security.Claims;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.DataBackup;
using Granary.Web.Localisation;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Granary.Web.Downloads;

using Answer = Results<FileStreamHttpResult, RedirectHttpResult, ProblemHttpResult>;

/// <summary>
/// Sends the files of a backup: in ranges, resumable, and only after the tenant's grain has agreed. Where the store gives
/// links, whoever wants the content is sent there with one instead.
/// </summary>
internal sealed partial class DownloadEndpoint(IGrainFactory grains, IArchiveStore store, Problems problems, IStringLocalizer<Texts> texts, ILogger<DownloadEndpoint> logger, IArchiveLinks? links = null)
{
    // Who asks may be a program, which has no zone.
    private static readonly TenantZone Utc = new("UTC");

    public static Task<Answer> HandleAsync(string id, string name, HttpContext http, ClaimsPrincipal user, DownloadEndpoint endpoint) =>
        endpoint.SendAsync(id, name, http, user);

    /// <param name="contentType">As which it is sent, from here; null for what it is, from wherever the store has it.</param>
    public Task<Answer> SendAsync(string id, string name, HttpContext http, ClaimsPrincipal user, string? contentType = null)
    {
        // The answers of this endpoint are for programs too: an empty 416 stays empty, instead of becoming a page.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        http.Response.Headers.CacheControl = "private, no-store";
        // The framework would take any unit for bytes; RFC 9110 wants an unknown one ignored.
        if (http.Request.GetTypedHeaders().Range is { } range && range.Unit != "bytes") http.Request.Headers.Remove(HeaderNames.Range);

        return Visitor.Of(user) is { Tenant: { } tenant } visitor && BackupId.TryParse(id, out var backup)
            ? SendAsync(http, tenant, backup, name, visitor.Actor, contentType)
            : Task.FromResult<Answer>(problems.Of(ApiProblem.NotFound));
    }

    private async Task<Answer> SendAsync(HttpContext http, TenantId tenant, BackupId backup, string name, Actor actor, string? contentType)
    {
        try
        {
            return await grains.Tenant(tenant).AuthorizeDownload(backup, name) switch
            {
                DownloadAnswer.Granted granted => await SendAsync(http, tenant, backup, granted, actor, contentType),
                DownloadAnswer.Expired expired => Gone(expired.Since),
                _ => problems.Of(ApiProblem.NotFound),
            };
        }
        catch (RegionUnavailableException)
        {
            return problems.Of(ApiProblem.RegionUnavailable);
        }
    }

    private async Task<Answer> SendAsync(HttpContext http, TenantId tenant, BackupId backup, DownloadAnswer.Granted granted, Actor actor, string? contentType)
    {
        var key = ArchiveKey.Published(tenant, backup, granted.Epoch, granted.File.Name);
        // A link is for GET alone: HEAD is answered here.
        if (links is { IsOn: true } && contentType is null && HttpMethods.IsGet(http.Request.Method)) return await RedirectAsync(http, tenant, backup, granted, actor, key, links);
        if (await AskAsync(key, () => store.OpenAsync(key, http.RequestAborted)) is not { } content) return problems.Of(ApiProblem.Unavailable);

        http.Response.OnStarting(() => SendsContent(http)
            ? grains.Tenant(tenant).RecordDownload(backup, granted.File.Name, actor)
            : Task.CompletedTask);
        return TypedResults.File(
            content,
            contentType ?? PublishedFile.ContentType(granted.File.Name),
            PublishedFile.SavedAs(tenant, granted),
            granted.CreatedAt,
            new EntityTagHeaderValue($"\"{granted.File.Sha256}\""),
            enableRangeProcessing: true);
    }

    // The store does not tell when the first byte leaves it, so the link itself is what is recorded.
    private async Task<Answer> RedirectAsync(HttpContext http, TenantId tenant, BackupId backup, DownloadAnswer.Granted granted, Actor actor, ArchiveKey key, IArchiveLinks to)
    {
        var name = granted.File.Name;
        if (await AskAsync(key, () => to.LinkAsync(key, PublishedFile.SavedAs(tenant, granted), PublishedFile.ContentType(name), http.RequestAborted)) is not { } link) return problems.Of(ApiProblem.Unavailable);
        await grains.Tenant(tenant).RecordDownload(backup, name, actor);
        return TypedResults.Redirect(link.AbsoluteUri);
    }

    private async Task<T?> AskAsync<T>(ArchiveKey key, Func<Task<T?>> ask) where T : class
    {
        try
        {
            var answer = await ask();
            if (answer is null) LogMissing(key);
            return answer;
        }
        catch (Exception exception) when (exception is TransientException or IOException or UnauthorizedAccessException)
        {
            LogUnreachable(key, exception);
            return null;
        }
    }

    private static bool SendsContent(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) &&
        http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent;

    private ProblemHttpResult Gone(DateTimeOffset since) => problems.Of(ApiProblem.BackupExpired, texts["Download.Expired", Utc.DateAndTime(since, seconds: true)]);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file {Key} was published and has not expired, but the archive store does not have it")]
    private partial void LogMissing(ArchiveKey key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The archive store did not give the file {Key}")]
    private partial void LogUnreachable(ArchiveKey key, Exception exception);
}
