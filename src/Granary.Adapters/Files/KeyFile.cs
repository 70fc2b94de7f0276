namespace Granary.Adapters.Files;

/// <summary>A secret in a file that only its owner may read.</summary>
public static class KeyFile
{
    /// <summary>The text of the file; made by <paramref name="create"/>, once and durably, when there is none.</summary>
    public static string ReadOrCreate(string path, Func<string> create)
    {
        if (File.Exists(path)) return File.ReadAllText(path);

        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new-" + Path.GetRandomFileName();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            writer.Write(create());
            writer.Flush();
            DurableFile.Flush(file);
        }
        DurableFile.Publish(temporary, path);
        return File.ReadAllText(path);
    }
}
