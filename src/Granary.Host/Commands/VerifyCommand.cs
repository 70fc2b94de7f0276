using System.CommandLine;
using Granary.Archive.Manifests;
using Granary.Archive.Verification;
using Granary.Host.Embedded;

namespace Granary.Host.Commands;

/// <summary><c>verify &lt;dir&gt; [--key &lt;file&gt;]</c>: is this the backup that was signed?</summary>
internal static class VerifyCommand
{
    private static readonly Argument<DirectoryInfo> Directory = new("dir") { Description = Texts.Get("ArgumentDirectory") };

    private static readonly Option<FileInfo?> Key = new("--key") { Description = Texts.Get("OptionKey"), HelpName = "file.pem" };

    public static Command Create()
    {
        var command = new Command("verify", Texts.Get("CommandVerify")) { Directory, Key };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var directory = parsed.GetRequiredValue(Directory);
        if (!directory.Exists) throw new UsageException(Texts.Get("NoDirectory", directory.FullName));

        var keyPath = parsed.GetValue(Key)?.FullName ?? DataDirectory.Of(CommandHost.CreateBuilder(parsed).Configuration).VerificationKey;
        if (!File.Exists(keyPath))
        {
            // Never the backup's own word for it: without a key from elsewhere nothing is proven.
            await Console.Error.WriteLineAsync(Texts.Get("NoKey", keyPath));
            return ExitCode.Failed;
        }

        ManifestKey key;
        try
        {
            key = ManifestKey.FromPem(await File.ReadAllTextAsync(keyPath, cancellationToken));
        }
        catch (FormatException exception)
        {
            throw new UsageException(Texts.Get("BadKey", keyPath, exception.Message));
        }

        using (key)
        {
            var problems = await BackupVerifier.VerifyAsync(directory.FullName, key, cancellationToken);
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync(Texts.Get($"Problem_{problem.Code}", problem.File, problem.Entry ?? ""));
            Console.WriteLine(problems.Count == 0 ? Texts.Get("Verified", directory.FullName) : Texts.Get("NotVerified", problems.Count));
            return problems.Count == 0 ? ExitCode.Success : ExitCode.Failed;
        }
    }
}
