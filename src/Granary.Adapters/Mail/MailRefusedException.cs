namespace Granary.Adapters.Mail;

/// <summary>
/// This mail will never be accepted: its address is none, or the server refused the recipient or the message for good.
/// Trying again does not help, and other mails are not concerned.
/// </summary>
public sealed class MailRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
