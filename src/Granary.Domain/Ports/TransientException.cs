using Granary.Domain.Backups;

namespace Granary.Domain.Ports;

/// <summary>The outside world did not answer as it should; trying again may help.</summary>
[GenerateSerializer, Alias("granary.TransientException")]
public sealed class TransientException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whose fault it is, where whoever throws knows; null leaves it to the stage at which it is met.</summary>
    [Id(0)]
    public FaultSide? Side { get; init; }
}
