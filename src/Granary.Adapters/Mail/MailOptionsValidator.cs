using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Granary.Adapters.Mail;

/// <summary>Finds everything that is wrong with <see cref="MailOptions"/> at once; each sentence says what to write instead.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var errors = options.IsOn ? Errors(options).Select(error => $"{MailOptions.Section}:{error}").ToList() : [];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(MailOptions options)
    {
        if (Uri.CheckHostName(options.Host) is UriHostNameType.Unknown)
            yield return $"Host is '{options.Host}': write the name or address of the mail server alone, such as 'smtp.example.com'.";
        if (!Enum.IsDefined(options.Security))
            yield return $"Security is '{options.Security}': write 'StartTls', 'Tls' or 'None'.";
        if (options.Security is MailSecurity.None && !IsThisMachine(options.Host))
            yield return $"Security is 'None', and '{options.Host}' is another machine: write 'StartTls' or 'Tls'.";
        if (options.User.Length > 0 && options.Password.Length == 0)
            yield return "Password is missing: write that of User, or leave both out.";
        if (options.User.Length == 0 && options.Password.Length > 0)
            yield return "User is missing: write whose Password it is, or leave both out.";
        if (!IsSender(options.From))
            yield return $"From is '{options.From}': write one address, such as 'Granary <backups@example.com>'.";
        if (!IsBaseUrl(options.BaseUrl))
            yield return $"BaseUrl is '{options.BaseUrl}': write where people reach the pages, such as 'https://crm.example.com'.";
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsSender(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var sender) && sender.Domain.Length > 0;

    private static bool IsBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", Query: "", Fragment: "" };
}
