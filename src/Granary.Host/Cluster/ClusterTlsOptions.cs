namespace Granary.Host.Cluster;

/// <summary>
/// TLS 1.2 or later between the processes of a cluster: section <c>Granary:Cluster:Tls</c>. Each side proves to the other that it belongs
/// here, and who cannot is not let in. Files are PEM, and are read when the process starts.
/// </summary>
internal sealed class ClusterTlsOptions
{
    /// <summary>
    /// The file of this process's certificate, which may be the same for all: issued by one of <see cref="Authorities"/>, with <see cref="Name"/>, for the
    /// authentication of servers and clients. Default: none; then nothing is encrypted and nobody has to prove anything.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>The file of its private key, which has no password. Default: in the file of <see cref="Certificate"/>.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// The file with the certificates of those who may issue one: your own authority for this cluster, and during a change the old and the new. No
    /// default, and no other authority counts.
    /// </summary>
    public string? Authorities { get; set; }

    /// <summary>The DNS name that every certificate has, whatever the machine is called. Default: granary.</summary>
    public string Name { get; set; } = "granary";

    public bool IsOn => !string.IsNullOrEmpty(Certificate);
}
