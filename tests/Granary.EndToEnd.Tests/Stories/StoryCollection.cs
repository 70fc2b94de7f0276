namespace Granary.EndToEnd.Tests.Stories;

/// <summary>Stories that share a browser and a server, one after the other: on a small machine they would only slow each other down.</summary>
[CollectionDefinition(Name)]
public sealed class StoryCollection : ICollectionFixture<Browser>, ICollectionFixture<StoryServer>
{
    public const string Name = "stories";
}
