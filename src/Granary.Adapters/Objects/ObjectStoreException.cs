namespace Granary.Adapters.Objects;

/// <summary>One request to an object store failed. The message has no secret in it: it names what was asked and what was answered.</summary>
internal sealed class ObjectStoreException(FailureKind kind, string message, Exception? innerException = null) : IOException(message, innerException)
{
    public FailureKind Kind => kind;
}
