namespace Granary.Testing;

/// <summary>How a program ended and what it said.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Error);
