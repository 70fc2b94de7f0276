namespace Granary.EndToEnd.Tests.Callers;

/// <summary>They share a server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class CallerCollection : ICollectionFixture<TwoTenants>
{
    public const string Name = "callers";
}
