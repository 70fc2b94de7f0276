using System.CommandLine;

namespace Granary.Host.Commands;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<FileInfo?> Config { get; } = new("--config")
    {
        Description = Texts.Get("OptionConfig"),
        HelpName = "file.json",
        Recursive = true,
    };

    /// <summary>Adds the file of <c>--config</c> to the settings, before the environment's, which hold against any file.</summary>
    public static void AddTo(IConfigurationManager configuration, ParseResult parsed)
    {
        if (parsed.GetValue(Config) is not { } file) return;
        if (!file.Exists) throw new UsageException(Texts.Get("NoConfigFile", file.FullName));
        try
        {
            configuration.AddJsonFile(file.FullName, optional: false, reloadOnChange: false);
        }
        catch (InvalidDataException exception)
        {
            throw new UsageException(Texts.Get("BadConfigFile", file.FullName, exception.InnerException?.Message ?? exception.Message));
        }
        configuration.AddEnvironmentVariables();
    }
}
