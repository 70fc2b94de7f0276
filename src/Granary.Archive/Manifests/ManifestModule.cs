using Granary.Domain.Ports;

namespace Granary.Archive.Manifests;

/// <param name="Rows">Records in all its files together.</param>
/// <param name="Warnings">How many of the warnings concern it.</param>
/// <param name="Parts">Its CSV files, by their names in the archives, in order. Empty when the module could not be read.</param>
/// <param name="OrderedBy">See <see cref="CrmModule.OrderedBy"/>.</param>
public sealed record ManifestModule(
    string Name, string DisplayName, IReadOnlyList<CrmColumn> Columns, long Rows, int Warnings, IReadOnlyList<string> Parts, string? OrderedBy = null);
