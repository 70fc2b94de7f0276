using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Web.Downloads;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.BulkApi;

/// <summary>
/// The same downloads under the addresses that clients know. They are sent from here, never by a link to the store: a client
/// would take its token along to wherever it is sent.
/// </summary>
internal static class BulkDownload
{
    public const string Pattern = "/v2/crm/{zgid}/backup/{job}/{file}";

    public static string PathOf(long tenant, BackupId backup, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"/v2/crm/{tenant}/backup/{backup}/{Uri.EscapeDataString(file)}");

    public static async Task<IResult> HandleAsync(string zgid, string job, string file, HttpContext http, ClaimsPrincipal user, IGrainFactory grains, DownloadEndpoint downloads)
    {
        if (Visitor.Of(user) is not { Tenant: { } tenant } || zgid != BulkAnswer.Number(await grains.Jobs(tenant).GetNumber()))
            return BulkError.InvalidUrlPattern.ToResult();

        var answer = await downloads.SendAsync(job, file, http, user, MediaTypeNames.Application.Octet);
        return answer.Result is ProblemHttpResult problem ? ErrorOf(problem.StatusCode).ToResult() : answer.Result;
    }

    private static BulkError ErrorOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => BulkError.InvalidUrlPattern,
        StatusCodes.Status410Gone => BulkError.Expired,
        _ => BulkError.Internal,
    };
}
