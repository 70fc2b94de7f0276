using System.Text.RegularExpressions;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>A method and a route of the program.</summary>
internal sealed partial record ServedEndpoint(string Method, string Route)
{
    /// <summary>The names of what stands in the route's place: <c>id</c>, <c>name</c>.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Parameter().Matches(Route).Select(match => match.Groups["name"].Value)];

    /// <summary>Called by programs, in whichever shape.</summary>
    public bool IsOfApi { get; } = new[] { "/api/", "/crm/", "/v2/" }.Any(Route.StartsWith);

    public string At(Func<string, string> value) => Parameter().Replace(Route, match => value(match.Groups["name"].Value));

    public override string ToString() => $"{Method} {Route}";

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
