using System.Diagnostics;

namespace Granary.Benchmarks.Contenders;

/// <summary>A way to get the rows of a database into compressed files.</summary>
/// <param name="Command">What to run for files in that folder.</param>
/// <param name="IsGranary">Whether the phases of a backup can be told from that folder.</param>
internal sealed record Contender(string Name, Func<string, ProcessStartInfo> Command, bool IsGranary = false);
