namespace Granary.Host.Cluster;

/// <summary>Where the processes of a cluster have their common keys.</summary>
internal enum KeyPlace
{
    /// <summary>In the database of the cluster: whoever may read it can sign manifests and sessions.</summary>
    Database,

    /// <summary>In <c>keys</c> in the data directory, which all processes then have to share, or have copies of.</summary>
    Folder,
}
