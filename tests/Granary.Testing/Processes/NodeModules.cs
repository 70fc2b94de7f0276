namespace Granary.Testing.Processes;

/// <summary>What a server of the tests that is written for Node.js needs.</summary>
public static class NodeModules
{
    /// <summary>Fetches what the lock file names, beside the built tests, so that it is fetched once and not at every run.</summary>
    public static void Install(string folder)
    {
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) return;
        var install = Shell.Run("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (install.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {install.Error}");
    }
}
