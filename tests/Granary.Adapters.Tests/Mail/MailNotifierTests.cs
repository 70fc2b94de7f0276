using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Granary.Adapters.Mail;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing;

namespace Granary.Adapters.Tests.Mail;

public sealed class MailNotifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notification_arrives_as_an_english_mail()
    {
        await using var server = await SmtpServer.StartAsync(new());

        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.ScheduleSaved, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), Token);

        var mail = await server.MailAsync();
        Assert.Equal("Lakeside Clinics: backup scheduled", mail.Subject);
        Assert.Equal("\"Granary\" <backups@example.com>", mail.From);
        Assert.Equal("sophia@example.org", mail.To);
        Assert.Equal("backups@example.com", mail.Sender);
        Assert.Equal(["sophia@example.org"], mail.Recipients);
        Assert.Equal("<eu.lakeside.12.sophia@example.com>", mail.MessageId);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 42, 7, TimeSpan.Zero), mail.Date);
        Assert.Equal("auto-generated", mail.AutoSubmitted);
        Assert.Equal("en", mail.ContentLanguage);
        Assert.Equal(
            """
            Sophia Isha scheduled a backup every two weeks on Monday.

            The page shows when the next one is.

            Monday, November 23, 2026 at 10:42 AM (Europe/Paris time)

            Open the Data Backup page:
            https://crm.example.com/setup/data-backup

            -- 
            Granary sends this mail by itself; nobody reads an answer to it. You get it as an administrator of Lakeside Clinics.
            """, mail.Text.TrimEnd());
        Assert.Contains("<html lang=\"en\">", mail.Html);
        Assert.Contains("<a href=\"https://crm.example.com/setup/data-backup\">", mail.Html);
    }

    [Fact]
    public async Task A_notification_arrives_as_a_french_mail()
    {
        await using var server = await SmtpServer.StartAsync(new());

        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant with { Name = "Cliniques du Léman" }, MailScene.Mail(NotificationKind.BackupReadyWithWarnings, "3", "fr"), Token);

        var mail = await server.MailAsync();
        Assert.Equal("Cliniques du Léman : sauvegarde prête au téléchargement, avec des avertissements", mail.Subject);
        Assert.Equal("fr", mail.ContentLanguage);
        Assert.StartsWith("La sauvegarde de vos données est prête au téléchargement, avec 3 avertissements.\n", mail.Text);
        Assert.Contains("lundi 23 novembre 2026 à 10:42 (heure de Europe/Paris)", mail.Text);
        Assert.Contains("<html lang=\"fr\">", mail.Html);
    }

    [Fact]
    public async Task Every_kind_arrives_in_both_languages()
    {
        await using var server = await SmtpServer.StartAsync(new());
        var notifier = MailScene.Notifier(server.Port);

        foreach (var language in new[] { "en", "fr" })
            foreach (var kind in Enum.GetValues<NotificationKind>())
            {
                await notifier.SendAsync(MailScene.Tenant, MailScene.Mail(kind, language: language), Token);
                var mail = await server.MailAsync();
                var letter = Letter.Of(MailScene.Tenant, MailScene.Notification(kind), Texts.In(language), "https://crm.example.com");
                Assert.Equal(letter.Subject, mail.Subject);
                Assert.Equal(letter.Text().TrimEnd(), mail.Text.TrimEnd());
            }
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_is_the_same_mail_and_another_is_another()
    {
        await using var server = await SmtpServer.StartAsync(new());
        var mail = MailScene.Mail(NotificationKind.BackupReady);

        // Another process after a crash has a notifier of its own.
        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant, mail, Token);
        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant, mail, Token);
        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant, mail with { Id = "12.marc" }, Token);
        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant with { Id = new TenantId("us", "lakeside") }, mail, Token);

        var (first, again, another, elsewhere) = (await server.MailAsync(), await server.MailAsync(), await server.MailAsync(), await server.MailAsync());
        Assert.Equal((first.MessageId, first.Subject, first.Text, first.Date), (again.MessageId, again.Subject, again.Text, again.Date));
        Assert.Distinct([first.MessageId, another.MessageId, elsewhere.MessageId]);
    }

    [Theory]
    [InlineData("Lakeside\r\nBcc: everyone@example.com\r\n\r\nHello")]
    [InlineData("Lakeside\nX-Evil: 1")]
    [InlineData("Lakeside\rX-Evil: 1\0")]
    [InlineData("=?utf-8?Q?=0D=0AX-Evil:_1?=")]
    [InlineData("\" <evil@example.com>, \"\u2028Clinique Zoë \u202E株式会社 👩‍🌾")]
    public async Task A_hostile_name_makes_no_header_and_no_recipient(string name)
    {
        await using var server = await SmtpServer.StartAsync(new());
        var mail = MailScene.Mail(NotificationKind.ScheduleStopped) with { Id = "12.x@y\r\nX-Evil: 1" };
        mail = mail with { Notification = mail.Notification with { Actor = new Actor(ActorKind.Person, "x", name) } };

        await MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant with { Name = name }, mail, Token);

        var received = await server.MailAsync();
        Assert.Equal(["sophia@example.org"], received.Recipients);
        Assert.Equal(["auto-submitted", "content-language", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"], received.Headers.Order(StringComparer.Ordinal));
        Assert.Equal("<eu.lakeside.12.x%40y%0D%0AX-Evil%3A%201@example.com>", received.MessageId);
        Assert.StartsWith(OneLine.Of(name, ""), received.Subject);
        Assert.EndsWith(": scheduled backups stopped", received.Subject);
        Assert.All(received.Raw.Split("\r\n\r\n")[0], c => Assert.InRange(c, '\t', '~'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("sophia@example.org, marc@example.org")]
    [InlineData("sophia@example.org\r\nBcc: everyone@example.com")]
    public async Task An_address_that_is_none_is_final(string address)
    {
        await using var server = await SmtpServer.StartAsync(new());

        await Assert.ThrowsAsync<MailRefusedException>(() => MailScene.Notifier(server.Port).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady) with { Address = address }, Token));

        Assert.Equal(0, server.Waiting);
    }

    [Theory]
    [InlineData("StartTls", false)]
    [InlineData("Tls", true)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused(string security, bool secure)
    {
        var (certificate, key) = SelfMade.Certificate();
        await using var server = await SmtpServer.StartAsync(new() { Secure = secure, Certificate = certificate, Key = key });

        var exception = await Assert.ThrowsAsync<TransientException>(() => SendAsync(server, ("Security", security), ("CheckRevocation", "false")));

        Assert.Contains("certificate", exception.Message);
        Assert.Equal(0, server.Waiting);
    }

    [Theory]
    [InlineData("StartTls", false)]
    [InlineData("Tls", true)]
    public async Task A_certificate_that_this_machine_trusts_is_accepted_and_the_mail_travels_encrypted(string security, bool secure)
    {
        using var directory = new TemporaryDirectory();
        var (certificate, key) = SelfMade.Certificate();
        await File.WriteAllTextAsync(directory.At("trusted.pem"), certificate, Token);
        await using var server = await SmtpServer.StartAsync(new() { Secure = secure, Certificate = certificate, Key = key, User = "granary", Password = "right" });

        // What a machine trusts is read once in a process, so it takes another one.
        var environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = directory.At("trusted.pem"), [TrustingProcess] = $"{server.Port} {security}" };
        var child = Shell.Run("dotnet", directory.Path, environment, typeof(MailNotifierTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(Sent_by_a_process_that_trusts_the_server)}");

        Assert.True(child.ExitCode == 0, child.Output + child.Error);
        Assert.Equal((true, "granary"), await server.MailAsync() is var mail ? (mail.Secure, mail.User) : default);
    }

    [Fact(Explicit = true)]
    public async Task Sent_by_a_process_that_trusts_the_server()
    {
        var setting = Environment.GetEnvironmentVariable(TrustingProcess);
        Assert.SkipWhen(setting is null, "It is the other half of another test, which starts it.");
        var parts = setting.Split(' ');
        await MailScene.Notifier(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), ("Security", parts[1]), ("CheckRevocation", "false"), ("User", "granary"), ("Password", "right"))
            .SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), Token);
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_is_refused()
    {
        await using var server = await SmtpServer.StartAsync(new());

        await Assert.ThrowsAsync<TransientException>(() => SendAsync(server, ("Security", "StartTls")));

        Assert.Equal(0, server.Waiting);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        var (certificate, key) = SelfMade.Certificate();
        await using var server = await SmtpServer.StartAsync(new() { Certificate = certificate, Key = key, User = "granary", Password = "right" });

        var exception = await Assert.ThrowsAsync<TransientException>(() => SendAsync(server, ("User", "granary"), ("Password", "wr0ng-s3cret")));

        Assert.Contains("Granary:Mail:User or its Password", exception.Message);
        Assert.DoesNotContain("wr0ng-s3cret", exception.ToString());
        Assert.DoesNotContain(Convert.ToBase64String("wr0ng-s3cret"u8), exception.ToString());
    }

    [Fact]
    public async Task A_server_that_wants_a_password_and_gets_none_is_tried_again()
    {
        await using var server = await SmtpServer.StartAsync(new() { User = "granary", Password = "right" });

        await Assert.ThrowsAsync<TransientException>(() => SendAsync(server));
    }

    public static TheoryData<string, int, bool> Refusals => new()
    {
        { nameof(SmtpSettings.RefuseConnection), 421, false },
        { nameof(SmtpSettings.RefuseConnection), 554, false },
        { nameof(SmtpSettings.RefuseSender), 451, false },
        { nameof(SmtpSettings.RefuseSender), 550, false },
        { nameof(SmtpSettings.RefuseRecipient), 421, false },
        { nameof(SmtpSettings.RefuseRecipient), 450, false },
        { nameof(SmtpSettings.RefuseRecipient), 452, false },
        { nameof(SmtpSettings.RefuseRecipient), 530, false },
        { nameof(SmtpSettings.RefuseRecipient), 501, true },
        { nameof(SmtpSettings.RefuseRecipient), 550, true },
        { nameof(SmtpSettings.RefuseRecipient), 551, true },
        { nameof(SmtpSettings.RefuseRecipient), 553, true },
        { nameof(SmtpSettings.RefuseRecipient), 554, true },
        { nameof(SmtpSettings.RefuseMessage), 451, false },
        { nameof(SmtpSettings.RefuseMessage), 552, true },
        { nameof(SmtpSettings.RefuseMessage), 554, true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_refused_for_good_about_one_mail_is_final_and_all_else_is_tried_again(string step, int code, bool final)
    {
        var settings = new SmtpSettings
        {
            RefuseConnection = step == nameof(SmtpSettings.RefuseConnection) ? code : null,
            RefuseSender = step == nameof(SmtpSettings.RefuseSender) ? code : null,
            RefuseRecipient = step == nameof(SmtpSettings.RefuseRecipient) ? code : null,
            RefuseMessage = step == nameof(SmtpSettings.RefuseMessage) ? code : null,
        };
        await using var server = await SmtpServer.StartAsync(settings);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server));

        Assert.IsType(final ? typeof(MailRefusedException) : typeof(TransientException), exception);
        Assert.Equal(0, server.Waiting);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await Assert.ThrowsAsync<TransientException>(() => MailScene.Notifier(port).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 here\r\n")]
    public async Task A_server_that_falls_silent_is_tried_again_after_the_time_allowed(string greeting)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var accepting = GreetAsync(silent, greeting);
        var clock = Stopwatch.StartNew();

        var exception = await Assert.ThrowsAsync<TransientException>(() =>
            MailScene.Notifier(((IPEndPoint)silent.LocalEndpoint).Port, ("TimeoutSeconds", "1")).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), Token));

        Assert.Contains("within 1 s.", exception.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        (await accepting).Dispose();
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation_and_no_failure()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var caller = new CancellationTokenSource();
        var sending = MailScene.Notifier(((IPEndPoint)silent.LocalEndpoint).Port).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), caller.Token);
        using var connection = await silent.AcceptTcpClientAsync(Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private const string TrustingProcess = "GRANARY_TEST_TRUSTED_SMTP";

    private static Task SendAsync(SmtpServer server, params (string Name, string Value)[] settings) =>
        MailScene.Notifier(server.Port, settings).SendAsync(MailScene.Tenant, MailScene.Mail(NotificationKind.BackupReady), Token);

    private static async Task<TcpClient> GreetAsync(TcpListener listener, string greeting)
    {
        var connection = await listener.AcceptTcpClientAsync(Token);
        await connection.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting), Token);
        return connection;
    }
}
