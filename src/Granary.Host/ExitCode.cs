using Microsoft.Extensions.Options;

namespace Granary.Host;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int ReadyWithWarnings = 3;

    // It throws nothing of its own, neither for a name that is not known nor for a value of a wrong type.
    private static readonly string? Binder = typeof(ConfigurationBinder).Assembly.GetName().Name;

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
            foreach (var failure in wrong) await Console.Error.WriteLineAsync($"  - {Texts.Printable(failure)}");
            return WrongUsage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(Texts.Get("Cancelled"));
            return Failed;
        }
        catch (Exception exception)
        {
            // Orleans says where it was and quotes the stack; what happened is inside.
            await Console.Error.WriteLineAsync(Texts.Get("Failed", (exception is OrleansException ? exception.GetBaseException() : exception).Message));
            return Failed;
        }
    }

    // Several sections that are wrong come as one.
    private static IReadOnlyList<string> WrongSettings(Exception exception) => exception switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        // Within a list it says that something is wrong, and its cause says what.
        InvalidOperationException { InnerException: { } cause } within when within.Source == Binder && WrongSettings(cause) is { Count: > 0 } told => told,
        InvalidOperationException unread when unread.Source == Binder => [Texts.Get("SettingUnread", unread.Message)],
        AggregateException several when several.InnerExceptions.All(one => WrongSettings(one).Count > 0) => [.. several.InnerExceptions.SelectMany(WrongSettings)],
        _ => [],
    };
}
