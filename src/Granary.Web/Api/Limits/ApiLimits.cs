using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Granary.Web.BulkApi;
using Granary.Web.Shell;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Granary.Web.Api.Limits;

/// <summary>
/// Counts twice: addresses before anything else is done for them, so that guessing credentials costs the guesser more than us; tenants once it is
/// known who calls.
/// </summary>
internal static class ApiLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StreamsAgainAfter = TimeSpan.FromSeconds(10);

    // What programs call, in whichever shape, where somebody could guess, and what does something for whoever asks.
    private static readonly PathString[] Counted = [ApiPaths.All, "/crm", "/v2", "/backups", "/sign-in", "/payments", $"{CircuitDoor.Path}/negotiate"];

    public static void UseAddressLimit(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<ApiOptions>>();
        app.UseRateLimiter(Options(PartitionedRateLimiter.Create<HttpContext, IPAddress>(http => Counted.Any(path => http.Request.Path.StartsWithSegments(path))
            ? PerMinute(NetworkOf(http.Connection.RemoteIpAddress), limits.Value.AddressRequestsPerMinute)
            : RateLimitPartition.GetNoLimiter(IPAddress.None))));
    }

    public static void UseTenantLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<ApiOptions>>();
        app.UseRateLimiter(Options(PartitionedRateLimiter.CreateChained(
            Partitioned(_ => true, caller => PerMinute(caller, limits.Value.RequestsPerMinute)),
            Partitioned(kind => kind is LimitKind.Change, caller => PerMinute(caller, limits.Value.ChangesPerMinute)),
            Partitioned(kind => kind is LimitKind.Stream, caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Value.StreamsAtOnce })))));
    }

    private static PartitionedRateLimiter<HttpContext> Partitioned(Func<LimitKind?, bool> counts, Func<string, RateLimitPartition<string>> partition) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => CallerOf(http) is { } caller && counts(http.GetEndpoint()?.Metadata.GetMetadata<LimitMetadata>()?.Kind)
            ? partition(caller)
            : RateLimitPartition.GetNoLimiter(""));

    private static RateLimiterOptions Options(PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        OnRejected = (context, _) =>
        {
            var after = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : StreamsAgainAfter;
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        },
    };

    private static RateLimitPartition<T> PerMinute<T>(T key, int requests) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = requests, Window = Window });

    // Pages are not counted: a circuit is one request, however much is done in it.
    private static string? CallerOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata is { } endpoint && (endpoint.GetMetadata<ApiMetadata>() is not null || endpoint.GetMetadata<BulkApiMark>() is not null) && Visitor.Of(http.User) is { } visitor ? visitor.Tenant?.ToString() ?? visitor.Profile.ToString() : null;

    // Whoever has one address of IPv6 has all of its network.
    private static IPAddress NetworkOf(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
