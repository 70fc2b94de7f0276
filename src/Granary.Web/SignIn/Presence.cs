using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Localisation;

namespace Granary.Web.SignIn;

/// <summary>Tells a tenant who is here, so that it knows its administrators and where to write to them.</summary>
internal sealed partial class Presence(IGrainFactory grains, ILogger<Presence> logger)
{
    /// <summary>Never throws: that nobody could be told is no reason to show no page.</summary>
    public async Task TellAsync(Visitor visitor)
    {
        if (visitor.Tenant is not { } tenant) return;

        try
        {
            var person = new Person(visitor.Id, visitor.Name, visitor.Email, Languages.Current.TwoLetterISOLanguageName);
            await grains.Tenant(tenant).See(person, visitor.IsAdministrator);
        }
        catch (Exception exception)
        {
            LogUntold(tenant, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Tenant} could not be told who is here; the next page that is opened tells it again")]
    private partial void LogUntold(TenantId tenant, Exception exception);
}
