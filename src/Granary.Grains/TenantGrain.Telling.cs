using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;

namespace Granary.Grains;

/// <summary>What is told after a decision is stored: to the log's table, to operators, to open pages, by mail and to the vendor. What is lost of it is told again, or found without it.</summary>
internal sealed partial class TenantGrain
{
    private Standing? told;
    private Task mailing = Task.CompletedTask;
    private Task tellingVendor = Task.CompletedTask;

    private async Task AfterWriteAsync(TenantTerms? terms)
    {
        await MoveLogAsync();
        await ShowAsync(() => Task.FromResult(terms));
        await SignalAsync();
        SendMails();
        TellVendor();
    }

    // Copied first, dropped by the next write: until then an entry is in both, and shown once.
    private async Task MoveLogAsync()
    {
        var old = Tenant.Log.ToMove();
        if (old.Count == 0) return;
        try
        {
            await logTable.AppendAsync(Id, old, CancellationToken.None);
            Tenant.Log.Drop(old);
        }
        catch (Exception exception)
        {
            LogNotMoved(exception, Id);
        }
    }

    // A CRM that takes its time holds up nobody who asks for something else.
    private async Task ShowInBackgroundAsync()
    {
        await Background.Begin();
        await ShowAsync(FindTermsAsync);
    }

    // A copy that is lost, with the silo or with the database, is made again at the next change or start.
    private async Task ShowAsync(Func<Task<TenantTerms?>> find)
    {
        try
        {
            var terms = await find();
            // Again, where something has changed meanwhile.
            while (Tenant.Standing(terms) is var standing && standing != told)
            {
                await fleet.ShowAsync(Id, standing, Tenant.Log.Last, CancellationToken.None);
                told = standing;
            }
        }
        catch (Exception exception)
        {
            LogNotShown(exception, Id);
        }
    }

    private async Task SignalAsync()
    {
        try
        {
            await this.GetStreamProvider(TenantSignal.Provider).GetStream<TenantSignal>(TenantSignal.StreamOf(Id))
                .OnNextAsync(new TenantSignal(Tenant.Notifications.Last));
        }
        catch (Exception exception)
        {
            // Pages look by themselves now and again.
            LogNotSignalled(exception, Id);
        }
    }

    private void SendMails()
    {
        if (Tenant.Outbox.Count > 0 && mailing.IsCompleted) mailing = SendMailsAsync();
    }

    // In the background: a mail server may take its time, and decisions are taken meanwhile; what they have to tell waits until it is stored. What fails in passing stays in the outbox for the next reminder.
    private async Task SendMailsAsync()
    {
        await Background.Begin();
        try
        {
            // To whom it belongs only the SaaS says.
            if (await FindTermsAsync() is not { } terms) return;
            string? sent = null;
            // One that stays has been sent by an activation that is not the tenant's any more: the other one goes on.
            while (!isDeciding && Tenant.Outbox is [var mail, ..] && mail.Id != sent)
            {
                try
                {
                    await notifier.SendAsync(terms.Profile, mail, CancellationToken.None);
                }
                catch (Exception exception) when (exception is not TransientException)
                {
                    LogMailLost(exception, Id, mail.Id);
                }
                await this.AsReference<ITenantGrain>().MailSent(mail.Id);
                sent = mail.Id;
            }
        }
        catch (Exception exception)
        {
            LogMailDelayed(exception, Id);
        }
    }

    private void TellVendor()
    {
        if (Tenant.Webhooks.Due(Now) is not null && tellingVendor.IsCompleted) tellingVendor = TellVendorAsync();
    }

    // In the background, as with mails. What is sent and not known to be, because the silo died in between, is sent again.
    private async Task TellVendorAsync()
    {
        await Background.Begin();
        try
        {
            (long, int)? tried = null;
            while (!isDeciding && Tenant.Webhooks.Due(Now) is { } message && (message.Number, Tenant.Webhooks.Failures) is var due && due != tried)
            {
                tried = due;
                await this.AsReference<ITenantGrain>().WebhookTried(message.Number, await HasArrivedAsync(message));
            }
        }
        catch (Exception exception)
        {
            LogVendorToldUnnoted(exception, Id);
        }
    }

    private async Task<bool> HasArrivedAsync(WebhookMessage message)
    {
        try
        {
            await webhook.SendAsync(Id, message, CancellationToken.None);
            return true;
        }
        catch (Exception exception)
        {
            LogVendorNotTold(exception, Id, message.Kind, message.IdOf(Id), Tenant.Webhooks.Failures + 1);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old log entries of {Tenant} could not be moved to the table yet")]
    private partial void LogNotMoved(Exception exception, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "How {Tenant} stands could not be shown to operators yet")]
    private partial void LogNotShown(Exception exception, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "A change of {Tenant} could not be signalled to open pages")]
    private partial void LogNotSignalled(Exception exception, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "Mails of {Tenant} could not be sent yet")]
    private partial void LogMailDelayed(Exception exception, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "The vendor could not be told of {Kind} of {Tenant} ({Message}); attempt {Attempt} in a row that failed")]
    private partial void LogVendorNotTold(Exception exception, TenantId tenant, WebhookKind kind, string message, int attempt);

    [LoggerMessage(LogLevel.Warning, "It could not be noted that the vendor was told something of {Tenant}; it is told again")]
    private partial void LogVendorToldUnnoted(Exception exception, TenantId tenant);

    [LoggerMessage(LogLevel.Error, "The vendor never learns of {Count} messages about {Tenant}: they did not arrive in time and are given up")]
    private partial void LogVendorNeverTold(TenantId tenant, long count);

    [LoggerMessage(LogLevel.Error, "Mail {Mail} of {Tenant} cannot be sent")]
    private partial void LogMailLost(Exception exception, TenantId tenant, string mail);
}
