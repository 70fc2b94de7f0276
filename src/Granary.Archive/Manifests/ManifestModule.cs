using Granary.Domain.Ports;

namespace Granary.Archive.Manifests;

/// <param name="Rows">Records in all its files together.</param>
/// <param name="Parts">Its CSV files, by their names in the archives, in order. Empty when the module could not be read.</param>
public sealed record ManifestModule(string Name, string DisplayName, IReadOnlyList<CrmColumn> Columns, long Rows, IReadOnlyList<string> Parts);
