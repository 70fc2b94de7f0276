namespace Granary.Web.Api.Backups;

/// <summary>What became of a request for a backup.</summary>
/// <param name="Id">The backup that was started, or the one that was queued or in progress already.</param>
/// <param name="Started">True when the request started it; false when nothing new was started and nothing is charged.</param>
internal sealed record StartedResource(string Id, bool Started);
