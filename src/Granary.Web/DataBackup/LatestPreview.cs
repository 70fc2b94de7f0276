using Granary.Domain.Scheduling;

namespace Granary.Web.DataBackup;

/// <summary>
/// The preview of the schedule that is being chosen. Asks once the reader pauses, and shows nothing but the answer to what
/// was chosen last, in whatever order the answers come.
/// </summary>
internal sealed class LatestPreview(Func<Recurrence, Task<SchedulePreview>> ask, TimeProvider time)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int latest;

    /// <summary>Of the choice before while the next one is on its way; null when there is none, or it could not be had.</summary>
    public SchedulePreview? Preview { get; private set; }

    /// <summary>Why there is none; null when there is one, or nothing was asked.</summary>
    public Exception? Failure { get; private set; }

    public bool IsComing { get; private set; }

    /// <summary>What is being chosen is the first choice, and nothing is known of it yet.</summary>
    public bool IsAwaited => IsComing && Preview is null && Failure is null;

    /// <returns>False when something else was chosen meanwhile.</returns>
    public async Task<bool> ShowAsync(Recurrence? recurrence)
    {
        var mine = ++latest;
        IsComing = recurrence is not null;
        if (recurrence is null)
        {
            (Preview, Failure) = (null, null);
            return true;
        }

        await Task.Delay(Pause, time);
        if (mine != latest) return false;

        var (preview, failure) = await AskAsync(recurrence);
        if (mine != latest) return false;

        (Preview, Failure, IsComing) = (preview, failure, false);
        return true;
    }

    private async Task<(SchedulePreview?, Exception?)> AskAsync(Recurrence recurrence)
    {
        try
        {
            return (await ask(recurrence), null);
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }
}
