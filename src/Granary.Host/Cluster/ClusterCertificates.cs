using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Granary.Host.Cluster;

/// <summary>What proves that a process is of the cluster: this one to the others, and they to it.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    private readonly X509Certificate2 own;
    private readonly X509Certificate2Collection authorities;
    private readonly string name;

    private ClusterCertificates(X509Certificate2 own, X509Certificate2Collection authorities, string name) =>
        (this.own, this.authorities, this.name) = (own, authorities, name);

    /// <exception cref="System.Security.Cryptography.CryptographicException">A file does not hold what it should.</exception>
    public static ClusterCertificates Load(ClusterTlsOptions options)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.Authorities!);
        using var pem = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
        // Windows needs a key that was stored once.
        var own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        return new ClusterCertificates(own, authorities, options.Name);
    }

    /// <summary>Why the other processes would not let this one in; null when they would.</summary>
    public string? OwnError()
    {
        using var chain = new X509Chain();
        return IsOfCluster(own, chain) ? null : $"Certificate is of '{own.Subject}': it has to be valid now, issued by one of Authorities, and have the DNS name '{name}'.";
    }

    public TlsOptions ToOrleans() => new()
    {
        LocalCertificate = own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (certificate, chain, _) => chain is not null && IsOfCluster(certificate, chain),
        OnAuthenticateAsClient = (_, client) => client.TargetHost = name,
    };

    public void Dispose()
    {
        own.Dispose();
        foreach (var authority in authorities) authority.Dispose();
    }

    /// <param name="chain">Of a handshake it says already which usage the certificate has to have.</param>
    private bool IsOfCluster(X509Certificate2 certificate, X509Chain chain)
    {
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // An authority for one cluster takes a certificate back by being replaced.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate) && certificate.MatchesHostname(name, allowCommonName: false);
    }
}
