namespace Granary.Contracts;

/// <summary>
/// On methods that may be called again when it is not known whether a call was carried out: the second time changes nothing more, and the
/// answer is as good. What only reads is so too.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;
