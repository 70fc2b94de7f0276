using Granary.Adapters.Objects;

namespace Granary.Adapters.Tests.Objects;

/// <summary>A real object store, with a bucket of one test's own.</summary>
internal interface IObjectServer
{
    /// <summary>Makes the bucket.</summary>
    /// <returns>Where the server listens.</returns>
    Task<Uri> PrepareAsync();

    /// <summary>The bucket, asked for at an address: the server's, or that of something in front of it.</summary>
    IObjectBucket Open(Uri address);

    IObjectBucket Open(Uri address, PartSizes sizes);

    /// <summary>The section of the settings that leads to the bucket.</summary>
    Dictionary<string, string?> Settings(Uri address);

    /// <summary>Those that this store knows.</summary>
    IReadOnlyList<Verb> Verbs { get; }

    /// <param name="query">Names of the query, and words <c>name=value</c>.</param>
    Verb VerbOf(string method, IReadOnlySet<string> query);

    /// <summary>Uploads in the bucket that were begun and neither finished nor removed.</summary>
    Task<int> CountUnfinishedAsync();
}
