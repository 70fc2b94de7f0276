using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace Granary.Web.Edge;

/// <summary>The first and the last that a request meets, in every role.</summary>
public static class EdgeExtensions
{
    /// <summary>Needed before <see cref="UseEdge"/>.</summary>
    public static IServiceCollection AddEdge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EdgeOptions>().Bind(configuration.GetSection(EdgeOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>());
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<EdgeOptions>>(Believe);
        services.Configure<KestrelServerOptions>(RequestLimits.Apply);
        return services;
    }

    /// <summary>Before everything else that answers.</summary>
    public static void UseEdge(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;
        var headers = new SecurityHeaders(options, app.Environment.IsProduction());
        if (options.KnownProxies.Count > 0) app.UseForwardedHeaders();
        app.Use((http, next) =>
        {
            // Error pages start from cleared headers, so they are set when the answer goes out.
            http.Response.OnStarting(() =>
            {
                headers.Add(http, http.Items[ScalarOptions.NonceHttpContextItemKey] as string);
                return Task.CompletedTask;
            });
            if (!RequestLimits.IsEcho(http.Request)) return next(http);

            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        });
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IOptions<EdgeOptions> edge)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // As many as are known stand behind one another; the first that is not is whom the request is from.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in edge.Value.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
            else forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }
}
