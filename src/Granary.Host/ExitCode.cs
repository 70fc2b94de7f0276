using Microsoft.Extensions.Options;

namespace Granary.Host;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int ReadyWithWarnings = 3;

    /// <summary>Runs a command; whatever goes wrong becomes a sentence on standard error and a code.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return WrongUsage;
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(Texts.Get("SettingsWrong"));
            foreach (var failure in exception.Failures) await Console.Error.WriteLineAsync($"  - {Texts.Printable(failure)}");
            return WrongUsage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(Texts.Get("Cancelled"));
            return Failed;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(Texts.Get("Failed", exception.Message));
            return Failed;
        }
    }
}
