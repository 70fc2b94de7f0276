namespace Granary.Adapters.Files;

/// <summary>Keys in files: a secret one for its owner alone, a public one for everybody.</summary>
public static class KeyFile
{
    /// <summary>The secret in the file; made by <paramref name="create"/>, once and durably, when there is none.</summary>
    public static string ReadOrCreate(string path, Func<string> create)
    {
        if (File.Exists(path)) return File.ReadAllText(path);

        var temporary = Write(path, create(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        DurableFile.Publish(temporary, path);
        return File.ReadAllText(path);
    }

    /// <summary>Makes a file that everybody may read say <paramref name="text"/>.</summary>
    public static void Publish(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text) return;

        const UnixFileMode everybodyReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.Move(Write(path, text, everybodyReads), path, overwrite: true);
    }

    private static string Write(string path, string text, UnixFileMode mode)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new-" + Path.GetRandomFileName();
        using var file = DurableFile.Create(temporary, mode);
        using var writer = new StreamWriter(file, leaveOpen: true);
        writer.Write(text);
        writer.Flush();
        DurableFile.Flush(file);
        return temporary;
    }
}
