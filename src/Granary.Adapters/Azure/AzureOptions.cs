namespace Granary.Adapters.Azure;

/// <summary>
/// A container of Azure Blob Storage: the section <c>Granary:Archives:Store:Azure</c>, looked at when
/// <c>Granary:Archives:Store:Kind</c> is <c>Azure</c>.
/// </summary>
public sealed class AzureOptions
{
    /// <summary>The connection string of the storage account, with its key or a shared access signature; never written to a log. No default.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The container's name. It has to be there. No default.</summary>
    public string Container { get; set; } = "";

    /// <summary>What every name begins with, such as <c>granary/</c>, so that a container can be shared. Default empty; otherwise it ends with a slash.</summary>
    public string Prefix { get; set; } = "";
}
