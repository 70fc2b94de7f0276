using System.ComponentModel.DataAnnotations;

namespace Granary.Adapters.Mail;

/// <summary>
/// The server that takes the notifications as mail: the section <c>Granary:Mail</c>. The certificate of the server has to
/// be one that this machine trusts; there is no setting that turns this off. A word in that section that is not one of
/// these properties stops the start.
/// </summary>
public sealed class MailOptions
{
    public const string Section = "Granary:Mail";

    /// <summary>The server's name or address. Default empty: no mail is sent, and nothing else here is looked at.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Default <see cref="MailSecurity.StartTls"/>. <see cref="MailSecurity.None"/> is refused unless the host is this machine.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>
    /// Whether a certificate is refused when its authority cannot be asked if it was revoked. Default true; an authority of
    /// one's own that publishes no list of revocations needs false.
    /// </summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>Whom to sign in as. Default empty: nobody.</summary>
    public string User { get; set; } = "";

    /// <summary>The password of <see cref="User"/>; never written to a log. Default empty.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender, such as <c>Granary &lt;backups@example.com&gt;</c>. Its domain ends every Message-ID. No default.</summary>
    public string From { get; set; } = "";

    /// <summary>Where people reach the pages, such as <c>https://crm.example.com</c>: mails link to <c>/setup/data-backup</c> and <c>/setup/subscription</c> below it. Default: <c>Granary:Web:BaseUrl</c>.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>How long one mail may take from connecting to acceptance, in seconds; after that it is to be tried again. Default 30.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    internal bool IsOn => !string.IsNullOrWhiteSpace(Host);
}
