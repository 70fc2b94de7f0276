namespace Granary.Adapters.Objects;

/// <summary>What a request that failed says about the next one.</summary>
internal enum FailureKind
{
    /// <summary>Nothing: the store or the way to it is in trouble. The request may have been carried out all the same.</summary>
    Passing,

    /// <summary>There is such an object, and it was to be made only if there was none.</summary>
    Taken,

    /// <summary>What the request was about is not there, or not any more.</summary>
    Missing,

    /// <summary>The store will never do it: wrong credentials, no such bucket, not allowed.</summary>
    Refused,
}
