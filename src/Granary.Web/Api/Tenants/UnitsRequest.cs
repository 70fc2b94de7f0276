using System.Text.Json.Serialization;

namespace Granary.Web.Api.Tenants;

/// <summary>How many unused one-time units a tenant is to have.</summary>
/// <param name="Count">0 to 1,000,000, those of running backups included.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UnitsRequest(int Count)
{
    public const int Most = 1_000_000;
}
