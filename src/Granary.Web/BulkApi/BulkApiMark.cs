namespace Granary.Web.BulkApi;

/// <summary>On every endpoint whose errors have the shapes of the bulk API.</summary>
internal sealed class BulkApiMark
{
    public static bool IsOn(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BulkApiMark>() is not null;
}
