using System.ComponentModel.DataAnnotations;

namespace Granary.Web.Api;

/// <summary>How much programs may ask. Section <c>Granary:Api</c>. Each web process counts for itself. A word in that section that is not one of these properties stops the start.</summary>
public sealed class ApiOptions
{
    public const string Section = "Granary:Api";

    /// <summary>Requests of one tenant in a minute, by all its programs together; of the vendor as well. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>
    /// Requests from one address in a minute, whoever is asked for, refused ones included: programs' calls, downloads, sign-ins, messages of payment providers and pages that are opened. An address of
    /// IPv6 is its network of 64 bits. Default 1200.
    /// </summary>
    [Range(1, 1_000_000)]
    public int AddressRequestsPerMinute { get; set; } = 1200;

    /// <summary>Requests for a backup, for a change of the schedule, an order or a token, of one tenant in a minute. Default 60.</summary>
    [Range(1, 1_000_000)]
    public int ChangesPerMinute { get; set; } = 60;

    /// <summary>Streams of notifications that one tenant has open at once. Default 20.</summary>
    [Range(1, 10_000)]
    public int StreamsAtOnce { get; set; } = 20;

    /// <summary>
    /// A stream of notifications ends after so long, and whoever still may opens another: what a revoked credential can still
    /// hear. Default 5 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan StreamLength { get; set; } = TimeSpan.FromMinutes(5);
}
