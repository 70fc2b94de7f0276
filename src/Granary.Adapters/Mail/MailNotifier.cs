using System.Net.Sockets;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Granary.Adapters.Mail;

/// <summary>
/// Sends each notification as a mail over a connection of its own. What the server refuses for good about one mail is a
/// <see cref="MailRefusedException"/>. All else is a <see cref="TransientException"/>, settings that the server does not
/// accept among it: whoever runs the service can mend them, and the mails that waited then go out.
/// </summary>
internal sealed class MailNotifier(IOptions<MailOptions> options) : INotifier
{
    // 5xx: for good; 4xx: for now (RFC 5321, 4.2.1).
    private const int FirstRefusal = 500;

    public bool IsOn => options.Value.IsOn;

    private string Server => $"{options.Value.Host}:{options.Value.Port}";

    public async Task SendAsync(TenantProfile tenant, Domain.Tenants.Mail mail, CancellationToken cancellationToken)
    {
        if (!IsOn) throw new InvalidOperationException($"Mail is off: {MailOptions.Section}:Host is empty.");

        using var message = Compose(tenant, mail);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var allowed = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        timeout.CancelAfter(allowed);
        // Its own limit counts each answer; ours, which counts all of them, comes first.
        using var client = new SmtpClient { CheckCertificateRevocation = options.Value.CheckRevocation, Timeout = 2 * (int)allowed.TotalMilliseconds };
        try
        {
            await ConnectAsync(client, timeout.Token);
            await HandOverAsync(client, message, timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"The mail server {Server} did not answer within {options.Value.TimeoutSeconds} s.", e);
        }
        await LeaveAsync(client, timeout.Token);
    }

    private MimeMessage Compose(TenantProfile tenant, Domain.Tenants.Mail mail)
    {
        var sender = MailboxAddress.Parse(options.Value.From);
        var id = MessageIds.Of(tenant.Id, mail.Id, MailboxAddress.EncodeAddrspec(sender.Address).Split('@')[^1]);
        if (mail.Address.Any(char.IsControl) || !MailboxAddress.TryParse(mail.Address, out var recipient) || recipient.Domain.Length == 0)
            throw new MailRefusedException($"The address that {id} is for is none.");

        var letter = Letter.Of(tenant, mail.Notification, Texts.In(mail.Language), options.Value.BaseUrl.TrimEnd('/'));
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = mail.Notification.At,
            MessageId = id,
            Body = new BodyBuilder { TextBody = letter.Text(), HtmlBody = letter.Html() }.ToMessageBody(),
        };
        message.From.Add(sender);
        message.To.Add(recipient);
        // No holiday message answers it (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        return message;
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(options.Value.Host, options.Value.Port, Protection(options.Value.Security), cancellationToken);
            if (options.Value.User.Length > 0) await client.AuthenticateAsync(options.Value.User, options.Value.Password, cancellationToken);
        }
        catch (SslHandshakeException e)
        {
            throw new TransientException($"The mail server {Server} speaks no TLS there, or has no certificate that this machine trusts.", e);
        }
        catch (AuthenticationException)
        {
            // Without the cause: a server may repeat what it was given.
            throw new TransientException($"The mail server {Server} refused {MailOptions.Section}:User or its Password.");
        }
        catch (NotSupportedException e)
        {
            throw new TransientException($"The mail server {Server} offers no such way to connect or to sign in: {e.Message}", e);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw new TransientException($"The mail server {Server} cannot be used: {Said(e)}", e);
        }
    }

    private async Task HandOverAsync(SmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException e) when (IsForGood(e))
        {
            throw new MailRefusedException($"The mail server {Server} refused {message.MessageId} for good: {Said(e)}", e);
        }
        catch (NotSupportedException e)
        {
            throw new MailRefusedException($"The mail server {Server} cannot take an address such as that of {message.MessageId}: {e.Message}", e);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw new TransientException($"The mail server {Server} did not take {message.MessageId}: {Said(e)}", e);
        }
    }

    // The mail is accepted: a failure to say goodbye must not send it again.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (IsTrouble(e) || e is OperationCanceledException)
        {
            // Disposing the client closes the connection.
        }
    }

    private static bool IsTrouble(Exception e) =>
        e is SocketException or IOException or TimeoutException or ProtocolException or CommandException or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    // 53x asks to sign in, and a refused sender is refused in every mail: both are settings.
    private static bool IsForGood(SmtpCommandException e) =>
        (int)e.StatusCode >= FirstRefusal && (int)e.StatusCode is < 530 or >= 540 && e.ErrorCode is not SmtpErrorCode.SenderNotAccepted;

    private static string Said(Exception e) =>
        e is SmtpCommandException command ? $"{(int)command.StatusCode} {OneLine.Of(command.Message, "")}".TrimEnd() : OneLine.Of(e.Message, e.GetType().Name);

    private static SecureSocketOptions Protection(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
