namespace Granary.Adapters.Tests.Mail;

/// <summary>How the mail server of a test behaves. A code is what it answers at that step in place of yes.</summary>
internal sealed record SmtpSettings
{
    /// <summary>Encrypted from the first byte.</summary>
    public bool Secure { get; init; }

    /// <summary>PEM; without it there is no encryption at all.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public int? RefuseConnection { get; init; }

    public int? RefuseSender { get; init; }

    public int? RefuseRecipient { get; init; }

    public int? RefuseMessage { get; init; }
}
