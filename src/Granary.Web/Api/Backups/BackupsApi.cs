using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.Downloads;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Backups;

/// <summary>Backups, how far they are, and what there is of them to download.</summary>
internal static class BackupsApi
{
    private const string List = "backups";

    public static void MapBackups(this RouteGroupBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags("Backups");
        backups.MapGet("", ListAsync).For(ApiScope.ReadBackups);
        backups.MapPost("", StartAsync).For(ApiScope.StartBackups).Limited(LimitKind.Change).Refuses(ApiProblem.NothingLeft);
        backups.MapGet("/{id}", FindAsync).For(ApiScope.ReadBackups).Refuses(ApiProblem.NotFound);
        backups.MapGet("/{id}/progress", ProgressAsync).For(ApiScope.ReadBackups).Refuses(ApiProblem.NotFound);
        backups.MapPost("/{id}/cancel", CancelAsync).For(ApiScope.StartBackups).Limited(LimitKind.Change)
            .Refuses(ApiProblem.NotFound, ApiProblem.BackupInProgress, ApiProblem.BackupEnded);
        backups.MapGet("/{id}/archives", ArchivesAsync).For(ApiScope.DownloadArchives).Refuses(ApiProblem.NotFound, ApiProblem.BackupExpired);
    }

    /// <summary>Lists the backups</summary>
    /// <remarks>Those that can be downloaded or are open, and the last 50 besides.</remarks>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">The <c>next</c> of the part before; nothing for the first part.</param>
    public static async Task<Results<Ok<Listing<BackupResource>>, ProblemHttpResult>> ListAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string? limit, string? cursor)
    {
        var query = new Query();
        var (items, before) = (query.Limit(limit), query.Before(List, cursor));
        if (query.Errors.Any) return problems.Of(query.Errors);

        var overview = await grains.Tenant(caller.Tenant).GetOverview();
        return TypedResults.Ok(Listing<BackupResource>.Of(All(overview).Where(backup => !(backup.Id.Value >= before)), items, List, backup => backup.Id.Value, BackupResource.Of));
    }

    /// <summary>Starts a backup now</summary>
    /// <remarks>
    /// While one is queued or in progress, that one is the answer (200), nothing new is started and nothing is charged. With an
    /// Idempotency-Key (1 to 100 visible characters of ASCII) asking again within 24 hours brings the same answer and starts nothing.
    /// </remarks>
    public static async Task<Results<Accepted<StartedResource>, Ok<StartedResource>, ProblemHttpResult>> StartAsync(TenantCaller caller, BackupStarter starter, HttpRequest request) =>
        await starter.StartAsync(caller.Tenant, caller.Actor, request);

    /// <summary>Finds a backup</summary>
    public static async Task<Results<Ok<BackupResource>, ProblemHttpResult>> FindAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string id) =>
        await LookAsync(caller, grains, id) is { } backup ? TypedResults.Ok(BackupResource.Of(backup)) : problems.Of(ApiProblem.NotFound);

    /// <summary>Says how far a backup is</summary>
    public static async Task<Results<Ok<ProgressResource>, ProblemHttpResult>> ProgressAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string id)
    {
        if (await LookAsync(caller, grains, id) is not { } backup) return problems.Of(ApiProblem.NotFound);

        // One that has ended is not woken to say so.
        var progress = backup.IsOpen ? await grains.Backup(caller.Tenant, backup.Id).GetProgress() : new BackupProgress(BackupPhase.Ended, []);
        return TypedResults.Ok(ProgressResource.Of(backup, progress));
    }

    /// <summary>Cancels a backup that is still queued</summary>
    /// <remarks>Its quota comes back. One that was cancelled before stays so.</remarks>
    public static async Task<Results<Ok<BackupResource>, ProblemHttpResult>> CancelAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string id)
    {
        var answer = BackupId.TryParse(id, out var backup) ? await grains.Api(caller.Tenant).CancelBackup(caller.Actor, backup) : CancelAnswer.Unknown;
        return answer switch
        {
            CancelAnswer.InProgress => problems.Of(ApiProblem.BackupInProgress),
            CancelAnswer.Ended => problems.Of(ApiProblem.BackupEnded),
            CancelAnswer.Unknown => problems.Of(ApiProblem.NotFound),
            _ => await FindAsync(caller, grains, problems, id),
        };
    }

    /// <summary>Lists the files of a backup</summary>
    /// <remarks>Not found (404) while it is not ready, and gone (410) once it has expired.</remarks>
    public static async Task<Results<Ok<ArchivesResource>, ProblemHttpResult>> ArchivesAsync(
        TenantCaller caller, IGrainFactory grains, Problems problems, TimeProvider time, HttpRequest request, string id)
    {
        if (await LookAsync(caller, grains, id) is not { Publication: { } publication, ExpiresAt: { } expiresAt } backup) return problems.Of(ApiProblem.NotFound);
        if (!backup.IsDownloadable || expiresAt <= time.GetUtcNow()) return problems.Of(ApiProblem.BackupExpired);

        return TypedResults.Ok(new ArchivesResource(expiresAt, [.. publication.Files.Select(file =>
            new ArchiveResource(file.Name, file.Size, file.Sha256, request.Absolute(PublishedFile.Url(backup.Id, file.Name))))]));
    }

    private static IEnumerable<Backup> All(TenantOverview overview) =>
        (overview.Open is { } open ? overview.Ended.Append(open) : overview.Ended).OrderByDescending(backup => backup.Id);

    private static async Task<Backup?> LookAsync(TenantCaller caller, IGrainFactory grains, string id) =>
        BackupId.TryParse(id, out var backup) ? await grains.Tenant(caller.Tenant).FindBackup(backup) : null;
}
