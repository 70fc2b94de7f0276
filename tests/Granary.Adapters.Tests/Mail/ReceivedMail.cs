namespace Granary.Adapters.Tests.Mail;

/// <summary>A mail as the server got it, read by code that shares nothing with the sender's.</summary>
internal sealed record ReceivedMail(
    string Raw,
    bool Secure,
    string? User,
    string Sender,
    string[] Recipients,
    string Subject,
    string From,
    string To,
    DateTimeOffset Date,
    string MessageId,
    string Text,
    string Html,
    string[] Headers,
    string AutoSubmitted,
    string ContentLanguage);
