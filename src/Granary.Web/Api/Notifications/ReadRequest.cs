using System.Text.Json.Serialization;

namespace Granary.Web.Api.Notifications;

/// <summary>What has been read.</summary>
/// <param name="Through">The number of the newest notification that has been read: it and all before it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReadRequest(long Through);
