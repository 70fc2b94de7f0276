using Granary.Domain.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Granary.Adapters.Mail;

public static class MailServiceCollectionExtensions
{
    /// <summary>Sends notifications by the server that the section <see cref="MailOptions.Section"/> describes; none when it names no host.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration section)
    {
        services.AddSettings<MailOptions, MailOptionsValidator>(section);
        services.TryAddSingleton<INotifier, MailNotifier>();
        return services;
    }
}
