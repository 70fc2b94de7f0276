using System.Globalization;
using System.Resources;

namespace Granary.Host;

/// <summary>What the command line says, in the language of the shell.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("Granary.Host.Texts", typeof(Texts).Assembly);

    public static string Get(string name, params object[] arguments)
    {
        var text = Resources.GetString(name, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text '{name}'.");
        return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments.Select(argument => argument is string foreign ? Printable(foreign) : argument).ToArray());
    }

    /// <summary>Names of tables and files are somebody else's: none may move the cursor or begin a line.</summary>
    public static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    /// <summary>A size in bytes as people write it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => Get("Bytes", bytes),
        < 1_000_000 => Get("Kilobytes", bytes / 1e3),
        < 1_000_000_000 => Get("Megabytes", bytes / 1e6),
        _ => Get("Gigabytes", bytes / 1e9),
    };
}
