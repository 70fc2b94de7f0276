using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Granary.Web.Edge;

/// <summary>How much one request may take, and what the server does not tell of itself. What is not here is as Kestrel has it.</summary>
internal static class RequestLimits
{
    /// <summary>In bytes. The largest things that are sent here are messages of payment providers and lists of API clients.</summary>
    public const int LargestBody = 1024 * 1024;

    // Who takes longer to say what he wants keeps a connection from others.
    private static readonly TimeSpan LongestHeaders = TimeSpan.FromSeconds(15);

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = LargestBody;
        server.Limits.RequestHeadersTimeout = LongestHeaders;
    }

    /// <summary>Nothing here is to be told what it has sent, cookies and all.</summary>
    public static bool IsEcho(HttpRequest request) =>
        HttpMethods.IsTrace(request.Method) || request.Method.Equals("TRACK", StringComparison.OrdinalIgnoreCase);
}
