namespace Granary.Archive.Names;

/// <summary>Turns any text into a name that every file system and every zip reader takes.</summary>
internal static class SafeName
{
    public static bool IsSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>The text with every other character as an underscore, cut to <paramref name="longest"/>.</summary>
    public static string Of(string text, int longest) =>
        string.Create(Math.Min(text.Length, longest), text, static (name, text) =>
        {
            for (var i = 0; i < name.Length; i++) name[i] = IsSafe(text[i]) ? text[i] : '_';
        });

    public static string WithSuffix(string name, string suffix, int longest) =>
        string.Concat(name.AsSpan(0, Math.Min(name.Length, longest - suffix.Length)), suffix);
}
