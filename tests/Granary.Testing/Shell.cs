using System.Diagnostics;

namespace Granary.Testing;

/// <summary>Runs a program to its end.</summary>
public static class Shell
{
    public static ShellResult Run(string program, string directory, params string[] arguments) => Run(program, directory, environment: null, arguments);

    public static ShellResult Run(string program, string directory, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ShellResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
