using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

internal static class SignInExtensions
{
    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DemoOptions>, DemoOptionsValidation>());

        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme).AddPrograms(hasJwt: false);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, Session>();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, Session>();
        services.AddAntiforgery();
        services.AddSingleton<Presence>();

        Policies.AddTo(services.AddAuthorizationBuilder());
    }
}
