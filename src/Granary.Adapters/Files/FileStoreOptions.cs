using System.ComponentModel.DataAnnotations;

namespace Granary.Adapters.Files;

/// <summary>Archives on a disk that every silo sees. Section <c>Granary:Archives:Files</c>.</summary>
public sealed class FileStoreOptions
{
    /// <summary>The folder of all archives; made when it is not there. Default <c>archives</c> in the data directory.</summary>
    [Required]
    public string Directory { get; set; } = "";
}
