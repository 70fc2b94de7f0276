namespace Granary.EndToEnd.Tests.Stories;

/// <summary>A tenant of one story, with two administrators.</summary>
public sealed record StoryTenant(string Name, CrmFile Crm)
{
    public string Ada => $"Ada of {Name}";

    public string Bea => $"Bea of {Name}";
}
