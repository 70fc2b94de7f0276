using Granary.Web.SignIn.Jwt;
using Granary.Web.SignIn.OpenIdConnect;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Web.SignIn;

internal static class SignInExtensions
{
    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<DemoOptions, DemoOptionsValidator>(configuration.GetSection(DemoOptions.Section));
        var provider = services.AddChecked<ProviderOptions, ProviderOptionsValidator>(configuration.GetSection(ProviderOptions.Section));
        var jwt = services.AddChecked<JwtOptions, JwtOptionsValidator>(configuration.GetSection(JwtOptions.Section));

        var ways = services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme).AddPrograms(jwt.IsOn);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, Session>();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, Session>();
        if (provider.IsOn)
        {
            services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ProviderSetup>();
            ways.AddOpenIdConnect(ProviderSetup.Scheme, _ => { });
        }
        if (jwt.IsOn)
        {
            services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtSetup>();
            ways.AddJwtBearer(Schemes.Jwt, _ => { });
        }
        services.AddAntiforgery();
        services.AddSingleton<Presence>();
        services.AddSingleton<Provider>();
        services.AddSingleton<SessionEnds>();
        services.AddSingleton<SessionCheck>();
        services.AddVisitorCalls();

        Policies.AddTo(services.AddAuthorizationBuilder());
    }

    /// <returns>What is configured, for what has to be known before there are services.</returns>
    private static TOptions AddChecked<TOptions, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return section.Get<TOptions>() ?? new TOptions();
    }
}
