using Granary.Testing;

namespace Granary.EndToEnd.Tests;

/// <summary>The built program, as a person would call it.</summary>
internal static class GranaryProgram
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Path { get; } = RepositoryRoot.At("src", "Granary.Host", "bin", Configuration, "net10.0", "granary");

    /// <summary>Why a backup is taken on the command line.</summary>
    public const string Reason = "A test of the command line";

    /// <summary>What the program is told besides its arguments: the demo on, everything it keeps in that directory, English.</summary>
    public static Dictionary<string, string> Environment(string dataDirectory) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Granary__DataDirectory"] = dataDirectory,
        ["LC_ALL"] = "C.UTF-8",
    };

    public static ShellResult Run(string dataDirectory, params string[] arguments) =>
        Shell.Run(Path, System.IO.Path.GetTempPath(), Environment(dataDirectory), arguments);
}
