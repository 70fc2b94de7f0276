using Granary.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Api.Reading;

/// <summary>Everything that is wrong with a request, all at once, by the name of what is wrong.</summary>
internal sealed class FieldErrors
{
    /// <summary>The name of the body as a whole.</summary>
    public const string Whole = "body";

    private readonly List<(string Field, Func<IStringLocalizer<Texts>, string> Text)> found = [];

    public bool Any => found.Count > 0;

    public FieldErrors Add(string field, FieldFault fault, params object[] arguments)
    {
        found.Add((field, texts => texts.Of(fault, arguments)));
        return this;
    }

    /// <summary>In words of whoever knows better.</summary>
    public FieldErrors Add(string field, string text)
    {
        found.Add((field, _ => text));
        return this;
    }

    public FieldErrors Add<T>(string field, T reason) where T : struct, Enum
    {
        found.Add((field, texts => texts.Of(reason)));
        return this;
    }

    public Dictionary<string, string[]> In(IStringLocalizer<Texts> texts) =>
        found.GroupBy(error => error.Field).ToDictionary(errors => errors.Key, errors => errors.Select(error => error.Text(texts)).Distinct().ToArray());
}
