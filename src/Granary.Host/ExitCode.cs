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
        catch (Exception exception) when (WrongSettings(exception) is { Count: > 0 } wrong)
        {
            await Console.Error.WriteLineAsync(Texts.Get("SettingsWrong"));
            foreach (var failure in wrong.SelectMany(settings => settings.Failures)) await Console.Error.WriteLineAsync($"  - {Texts.Printable(failure)}");
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

    // Several sections that are wrong come as one.
    private static List<OptionsValidationException> WrongSettings(Exception exception) => exception switch
    {
        OptionsValidationException wrong => [wrong],
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) => [.. several.InnerExceptions.Cast<OptionsValidationException>()],
        _ => [],
    };
}
