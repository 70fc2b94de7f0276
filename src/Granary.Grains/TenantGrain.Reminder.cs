using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Timers;

namespace Granary.Grains;

/// <summary>The one reminder on which hangs what is to happen later.</summary>
internal sealed partial class TenantGrain
{
    private const string Reminder = "next";

    // An earlier one may have passed before the reminder is stored, and is then dropped.
    private static readonly TimeSpan SoonestReminder = TimeSpan.FromSeconds(5);

    private DateTimeOffset? ringsAt;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Wake();

    public async Task Wake()
    {
        // What it rings for may have been decided by another activation, and one that does not know of it would take the reminder away.
        await ReadAgainAsync();
        var terms = await TickAsync(await FindTermsAsync());
        await StartOpenBackupAsync();
        // What could not be done now is not tried again at once: whatever keeps it from being done may keep many.
        var next = WakeAt(terms);
        await ArmAsync(next <= Now ? Now + schedule.Value.RetryEvery : next);
        SendMails();
        TellVendor();
    }

    // Whoever has changed the state has perhaps changed the reminder as well.
    private async Task ReadAgainAsync()
    {
        await stored.ReadStateAsync();
        ringsAt = null;
    }

    private async Task ArmAsync(DateTimeOffset? wakes)
    {
        // A command that comes and goes has no reminders: those of the server stay as they are.
        if (ServiceProvider.GetService<IReminderRegistry>() is null) return;

        var now = Now;
        if (wakes is { } at)
        {
            var soonest = now + SoonestReminder;
            var rings = at > soonest ? at : soonest;
            // Decisions in quick succession do not put off what is overdue.
            if (ringsAt > now && (ringsAt == rings || (at <= now && ringsAt < rings))) return;
            await this.RegisterOrUpdateReminder(Reminder, rings - now, schedule.Value.RetryEvery);
            ringsAt = rings;
        }
        else if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            ringsAt = null;
        }
    }

    // A reminder that comes too early puts itself off.
    private async Task PutOffAsync(DateTimeOffset? wakes)
    {
        try
        {
            await ArmAsync(wakes);
        }
        catch (Exception exception)
        {
            LogNotPutOff(exception, Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The reminder of {Tenant} could not be put off, and comes early")]
    private partial void LogNotPutOff(Exception exception, TenantId tenant);
}
