namespace Granary.Adapters.Tests.S3.Local;

/// <summary>An answer of S3 that is no success.</summary>
internal sealed class S3Error(int status, string code) : Exception(code)
{
    public int Status => status;
}
