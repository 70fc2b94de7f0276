namespace Granary.Adapters.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all. Only for a server on this machine.</summary>
    None,

    /// <summary>It begins in the clear and is encrypted before anything is said; a server that cannot do so is refused. Usually port 587.</summary>
    StartTls,

    /// <summary>It is encrypted from its first byte. Usually port 465.</summary>
    Tls,
}
