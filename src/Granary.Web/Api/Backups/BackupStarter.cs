using System.Diagnostics;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Web.Api.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Backups;

using Answer = Results<Accepted<StartedResource>, Ok<StartedResource>, ProblemHttpResult>;

/// <summary>A request for a backup, from a program of the tenant or from the vendor.</summary>
internal sealed class BackupStarter(IGrainFactory grains, Problems problems, TimeProvider time)
{
    public async Task<Answer> StartAsync(TenantId tenant, Actor actor, HttpRequest request)
    {
        var query = new Query();
        var key = query.Key(request);
        if (query.Errors.Any) return problems.Of(query.Errors);

        var now = time.GetUtcNow();
        return await (key is null
                ? grains.Tenant(tenant).RequestBackup(actor, BackupOrigin.OnDemand, now)
                : grains.Api(tenant).RequestBackupOnce(actor, BackupOrigin.OnDemand, key, now)) switch
        {
            BackupAnswer.Accepted { Id: var id } => TypedResults.Accepted($"{ApiPaths.Root}/backups/{id}", new StartedResource(id.ToString(), Started: true)),
            BackupAnswer.AlreadyRunning { Id: var id } => TypedResults.Ok(new StartedResource(id.ToString(), Started: false)),
            BackupAnswer.NothingLeft { Refusal: var refusal } => problems.NothingLeft(refusal),
            _ => throw new UnreachableException(),
        };
    }
}
