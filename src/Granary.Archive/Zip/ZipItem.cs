using Granary.Archive.Parts;
using Granary.Domain.Ports;

namespace Granary.Archive.Zip;

/// <summary>A file of a zip, and the stored part in which it lies deflated.</summary>
internal sealed record ZipItem(PartEntry Entry, ArchiveKey Part);
