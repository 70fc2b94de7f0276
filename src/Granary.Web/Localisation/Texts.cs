namespace Granary.Web.Localisation;

/// <summary>Names the resource files that hold every sentence of the pages.</summary>
internal sealed class Texts;
