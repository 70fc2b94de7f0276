using System.Text;
using System.Text.RegularExpressions;

namespace Granary.Adapters.Crm;

/// <summary>A path with columns in braces, such as <c>{year}/{stored_as}</c>.</summary>
internal sealed partial class PathTemplate
{
    private readonly string[] literals;

    private PathTemplate(string[] literals, string[] columns)
    {
        this.literals = literals;
        Columns = columns;
    }

    /// <summary>The columns, in the order of their places; a column may have several.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <exception cref="FormatException">There is no column in it, a brace without its other half, or a segment <c>.</c> or <c>..</c>.</exception>
    public static PathTemplate Parse(string text)
    {
        var columns = Place().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        var literals = Place().Split(text).Where((_, index) => index % 2 == 0).ToArray();
        if (columns.Length == 0 || literals.Any(literal => literal.AsSpan().ContainsAny('{', '}')))
            throw new FormatException($"'{text}' is not a path with columns in braces, such as '{{year}}/{{stored_as}}'.");
        if (Turns(text)) throw new FormatException($"'{text}' has a segment '.' or '..': write the path that it leads to.");
        return new PathTemplate(literals, columns);
    }

    public string Fill(IReadOnlyList<string> values)
    {
        var path = new StringBuilder(literals[0]);
        for (var i = 0; i < values.Count; i++) path.Append(values[i]).Append(literals[i + 1]);
        return path.ToString();
    }

    /// <summary>Has a path a segment that leads elsewhere than deeper? What a row says may not leave the folder that the template names.</summary>
    public static bool Turns(string path) => path.Split('/', '\\').Any(segment => segment is "." or "..");

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
