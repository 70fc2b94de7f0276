namespace Granary.Testing;

/// <summary>The folder of the solution, found upwards from where the tests run.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Orleans.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
