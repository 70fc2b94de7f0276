namespace Granary.Web.Api;

/// <summary>Where the API is.</summary>
internal static class ApiPaths
{
    public const string Root = "/api/v1";

    /// <summary>Of everything that programs alone ask for, whatever the version.</summary>
    public static readonly PathString All = "/api";

    /// <summary>An address of this site, as whoever asks has reached it.</summary>
    public static Uri Absolute(this HttpRequest request, string path) => new($"{request.Scheme}://{request.Host}{request.PathBase}{path}");
}
