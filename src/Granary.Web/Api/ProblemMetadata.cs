namespace Granary.Web.Api;

/// <summary>The ways in which an endpoint says no, besides those that all have.</summary>
internal sealed record ProblemMetadata(IReadOnlyList<ApiProblem> Problems);
