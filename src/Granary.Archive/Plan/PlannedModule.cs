using Granary.Domain.Ports;

namespace Granary.Archive.Plan;

/// <summary>A module and the stem of its files, unique within the backup.</summary>
public sealed record PlannedModule(string Stem, CrmModule Module);
