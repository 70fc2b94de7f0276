namespace Granary.Domain.Ports;

/// <summary>The outside world did not answer as it should; trying again may help.</summary>
[GenerateSerializer, Alias("granary.TransientException")]
public sealed class TransientException(string message, Exception? innerException = null) : Exception(message, innerException);
