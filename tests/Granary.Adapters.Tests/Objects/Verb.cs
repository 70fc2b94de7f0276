namespace Granary.Adapters.Tests.Objects;

/// <summary>What a request asks of an object store.</summary>
public enum Verb
{
    Find,
    Put,
    Begin,
    PutPart,
    Complete,
    Discard,
    Read,
    List,
    ListUnfinished,
    Delete,
}
