using Granary.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace Granary.Adapters.Crm;

/// <summary>
/// The files of one tenant's attachments. Nothing outside is reached: not by a path of its own, not by a link; and by <c>..</c> nothing at all, since
/// below one root each tenant may have a folder.
/// </summary>
internal sealed partial class AttachmentFolder(string root)
{
    private const int MostLinks = 40;

    /// <summary>The existing file of that relative path with every link followed, or null when there is none inside.</summary>
    public string? Find(string path)
    {
        // Before anything is asked of the disk, so that a path cannot be used to look around.
        if (path.Length == 0 || path.Contains('\0') || Path.IsPathRooted(path) || PathTemplate.Turns(path) || !IsInside(Path.GetFullPath(path, root), root)) return null;
        return Follow(root) is { } folder && Follow(Path.Combine(root, path)) is { } file && IsInside(file, folder) && File.Exists(file)
            ? file
            : null;
    }

    /// <summary>The content of an attachment whose location is such a path; null when there is none, or none that may be read.</summary>
    /// <exception cref="TransientException">The file is there, but the disk did not give it.</exception>
    public FileStream? Open(CrmAttachment attachment, ILogger logger)
    {
        try
        {
            return Find(attachment.Location) is { } file
                ? new FileStream(file, new FileStreamOptions
                {
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                })
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            LogUnreadable(logger, attachment.Id, root, e);
            return null;
        }
        catch (IOException e)
        {
            throw new TransientException($"Cannot open the file of the attachment {attachment.Id}: {e.Message}", e);
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Granary may not read the file of the attachment {Attachment} in {Folder}; the backup will miss it.")]
    private static partial void LogUnreadable(ILogger logger, string attachment, string folder, Exception exception);
}
