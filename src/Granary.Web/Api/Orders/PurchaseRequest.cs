using System.Text.Json.Serialization;

namespace Granary.Web.Api.Orders;

/// <summary>What is to be bought: one thing at least.</summary>
/// <param name="Units">One-time units, up to 100.</param>
/// <param name="Weekly">True to begin the weekly subscription.</param>
/// <param name="Edition">The edition to change to.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PurchaseRequest(int Units = 0, bool Weekly = false, string? Edition = null);
