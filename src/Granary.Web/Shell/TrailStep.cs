namespace Granary.Web.Shell;

/// <summary>A step of the trail; a link where it is a page.</summary>
public sealed record TrailStep(string Text, string? Url = null);
