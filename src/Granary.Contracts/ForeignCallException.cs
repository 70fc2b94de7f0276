namespace Granary.Contracts;

/// <summary>A tenant's grain was called for another tenant, or for nobody: a mistake of whoever called. Nothing has been done.</summary>
[GenerateSerializer, Alias("granary.ForeignCallException")]
public sealed class ForeignCallException : Exception
{
    public ForeignCallException()
    {
    }

    public ForeignCallException(string message) : base(message)
    {
    }

    public ForeignCallException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
