namespace Granary.Web.Api.Reading;

internal interface IBody
{
    /// <summary>The answer where it cannot be read; null where it can.</summary>
    IResult? Refusal { get; }
}
