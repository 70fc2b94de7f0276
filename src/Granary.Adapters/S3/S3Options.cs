namespace Granary.Adapters.S3;

/// <summary>
/// A bucket of S3, or of a store that speaks its language: the section <c>Granary:Archives:Store:S3</c>, looked at when
/// <c>Granary:Archives:Store:Kind</c> is <c>S3</c>. The store has to know conditional writes (<c>If-None-Match: *</c>) and
/// SHA-256 checksums.
/// </summary>
public sealed class S3Options
{
    /// <summary>Where the store is asked, such as <c>https://s3.example.com</c>. Default empty: that of AWS for <see cref="Region"/>. Without TLS only on this machine.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>The store's own name of the bucket's region, such as <c>eu-west-3</c>; requests are signed for it. No default.</summary>
    public string Region { get; set; } = "";

    /// <summary>The bucket's name. It has to be there. No default.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What every name begins with, such as <c>granary/</c>, so that a bucket can be shared. Default empty; otherwise it ends with a slash.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Whose key it is. Default empty, as is <see cref="SecretKey"/>: the machine's own identity or <c>AWS_*</c> of the environment.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret of <see cref="AccessKey"/>; never written to a log. Default empty.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Whether the bucket's name stands in the path rather than before the host's; most stores but AWS's want that. Default false.</summary>
    public bool PathStyle { get; set; }
}
