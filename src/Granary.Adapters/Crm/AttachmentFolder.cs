namespace Granary.Adapters.Crm;

/// <summary>The files of one tenant's attachments. Nothing outside is reached: not by <c>..</c>, not by a path of its own, not by a link.</summary>
internal sealed class AttachmentFolder(string root)
{
    private const int MostLinks = 40;

    /// <summary>The existing file of that relative path with every link followed, or null when there is none inside.</summary>
    public string? Find(string path)
    {
        if (path.Length == 0 || path.Contains('\0') || Path.IsPathRooted(path)) return null;
        // Before anything is asked of the disk, so that a path cannot be used to look around outside.
        if (!IsInside(Path.GetFullPath(path, root), root)) return null;
        return Follow(root) is { } folder && Follow(Path.Combine(root, path)) is { } file && IsInside(file, folder) && File.Exists(file)
            ? file
            : null;
    }

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path without links, as the system would walk it; null where that leads nowhere.</summary>
    private static string? Follow(string path)
    {
        var links = 0;
        var left = new Stack<string>(Segments(path));
        var walked = Path.GetPathRoot(path)!;
        while (left.TryPop(out var segment))
        {
            var next = Path.GetFullPath(segment, walked);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                walked = next;
                continue;
            }
            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) walked = Path.GetPathRoot(target)!;
            foreach (var more in Segments(target)) left.Push(more);
        }
        return walked;
    }

    private static IEnumerable<string> Segments(string path) =>
        path[(Path.GetPathRoot(path)?.Length ?? 0)..]
            .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Reverse();
}
