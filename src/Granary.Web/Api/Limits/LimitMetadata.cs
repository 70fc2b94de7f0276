namespace Granary.Web.Api.Limits;

/// <summary>On an endpoint of which more is counted than its requests.</summary>
internal sealed record LimitMetadata(LimitKind Kind);
