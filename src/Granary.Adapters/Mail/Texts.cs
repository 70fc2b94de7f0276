using System.Globalization;
using System.Resources;

namespace Granary.Adapters.Mail;

/// <summary>What mails say, in the language of whoever gets them; English where it is one that Granary does not speak.</summary>
internal sealed class Texts
{
    private static readonly ResourceManager Resources = new("Granary.Adapters.Mail.Texts", typeof(Texts).Assembly);

    private static readonly Texts English = new(CultureInfo.GetCultureInfo("en"));
    private static readonly Texts French = new(CultureInfo.GetCultureInfo("fr"));

    private Texts(CultureInfo culture) => Culture = culture;

    public CultureInfo Culture { get; }

    public static Texts In(string language) => language is "fr" ? French : English;

    public string Get(string name, params object[] arguments)
    {
        var text = Find(name) ?? throw new InvalidOperationException($"There is no text '{name}'.");
        return arguments.Length == 0 ? text : string.Format(Culture, text, arguments);
    }

    /// <summary>Null when there is no such text.</summary>
    public string? Find(string name) => Resources.GetString(name, Culture);
}
