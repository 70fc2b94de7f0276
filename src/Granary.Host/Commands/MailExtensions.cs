using Granary.Adapters.Mail;
using Granary.Web.Edge;

namespace Granary.Host.Commands;

internal static class MailExtensions
{
    /// <summary>Mails link to where the pages are, unless the section of the mail names another address.</summary>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMail(builder.Configuration.GetSection(MailOptions.Section));
        builder.Services.PostConfigure<MailOptions>(mail =>
        {
            if (string.IsNullOrEmpty(mail.BaseUrl)) mail.BaseUrl = builder.Configuration[$"{EdgeOptions.Section}:{nameof(EdgeOptions.BaseUrl)}"] ?? "";
        });
    }
}
