using System.Text.Json;

namespace Granary.Web.Api;

/// <summary>How names of ours are written in JSON.</summary>
internal static class Wire
{
    public static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
