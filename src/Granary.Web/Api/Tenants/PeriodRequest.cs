using System.Text.Json.Serialization;

namespace Granary.Web.Api.Tenants;

/// <summary>A period of the weekly subscription that is paid.</summary>
/// <param name="Start">From when on it covers runs.</param>
/// <param name="End">The first instant that is not paid any more.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PeriodRequest(DateTimeOffset Start, DateTimeOffset End);
