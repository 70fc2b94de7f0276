namespace Granary.Domain.Ports;

/// <summary>The snapshot cannot be read any more: the backup has to start over with another.</summary>
[GenerateSerializer, Alias("granary.SnapshotLostException")]
public sealed class SnapshotLostException(string message, Exception? innerException = null) : Exception(message, innerException);
