using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Granary.Adapters.Files;

/// <summary>
/// Makes files survive a power cut, and appear whole or not at all. On Linux the runtime's own flush keeps silent when
/// fsync fails (seen with .NET 10.0.12 under <c>strace -e inject=fsync:error=EIO</c>) and has none for directories, so
/// libc is called, and asked whether it worked. What is made is for its owner alone: it holds copies of tenants' data, or keys.
/// </summary>
public static partial class DurableFile
{
    private const int EExist = 17;
    private const int ReadOnlyCloseOnExec = 0x80000; // O_RDONLY, O_CLOEXEC: the same on every Linux

    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The disk did not take the bytes. The file is not to be trusted, nor to be flushed again.</exception>
    public static void Flush(FileStream file)
    {
        file.Flush(flushToDisk: !OperatingSystem.IsLinux());
        if (OperatingSystem.IsLinux() && FSync((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
            throw Failure("fsync", file.Name);
    }

    /// <summary>Makes the names in a directory durable.</summary>
    public static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsLinux()) return;

        var directory = Open(path, ReadOnlyCloseOnExec);
        if (directory < 0) throw Failure("open", path);
        try
        {
            if (FSync(directory) != 0) throw Failure("fsync", path);
        }
        finally
        {
            _ = Close(directory);
        }
    }

    /// <summary>Creates a directory and makes the names on the way to it durable.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null) CreateDirectory(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
        if (parent is not null) FlushDirectory(parent);
    }

    /// <summary>Creates a file to be written.</summary>
    public static FileStream Create(string path, UnixFileMode mode = OwnersFile, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }

    /// <summary>Gives a flushed file its final name, unless that name is taken; either way the temporary name is gone.</summary>
    /// <returns>False when the name was taken.</returns>
    public static bool Publish(string temporary, string final)
    {
        var isNew = OperatingSystem.IsLinux() ? Link(temporary, final) : Move(temporary, final);
        File.Delete(temporary);
        try
        {
            FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(final))!);
        }
        catch when (isNew)
        {
            // A name that may be gone after a power cut must not count as published now.
            File.Delete(final);
            throw;
        }
        return isNew;
    }

    private static bool Link(string temporary, string final)
    {
        if (LinkFile(temporary, final) == 0) return true;
        return Marshal.GetLastPInvokeError() == EExist ? false : throw Failure("link", final);
    }

    private static bool Move(string temporary, string final)
    {
        try
        {
            File.Move(temporary, final, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(final))
        {
            return false;
        }
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of {path} failed: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkFile(string existing, string created);
}
