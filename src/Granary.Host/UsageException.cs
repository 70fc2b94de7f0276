namespace Granary.Host;

/// <summary>The person asked for something that cannot be: the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
