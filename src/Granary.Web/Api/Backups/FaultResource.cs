using Granary.Domain.Backups;

namespace Granary.Web.Api.Backups;

/// <summary>Why a backup failed.</summary>
/// <param name="Stage">The step that failed.</param>
/// <param name="Side">What failed: the CRM, the store of the archives, or Granary.</param>
/// <param name="Detail">For whoever repairs it.</param>
internal sealed record FaultResource(FaultStage Stage, FaultSide Side, string Detail);
