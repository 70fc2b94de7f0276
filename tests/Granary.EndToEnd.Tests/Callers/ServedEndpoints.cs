using Granary.Host.Commands;
using Granary.Host.Health;
using Granary.Host.Roles;
using Granary.Host.Silos;
using Granary.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>What the program answers: found in the program itself, so that nothing can be added to it unseen.</summary>
internal static class ServedEndpoints
{
    // Static files and what Blazor brings. Who opens its hub is held by CircuitDoorTests.
    private static readonly string[] Frameworks = ["_blazor", "_framework", "_content", "{**path:file}"];

    /// <summary>Method and route, such as <c>GET /api/v1/backups/{id}</c>.</summary>
    public static IReadOnlyList<ServedEndpoint> Find()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Staging, ApplicationName = "granary", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.UseOrleansClient(client => client.UseLocalhostClustering().AddOperatorDashboard());
        builder.AddHealth(Role.All);
        builder.Services.AddGranaryWeb(builder.Configuration);
        var app = builder.Build();
        ServeCommand.Map(app, Role.All);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new ServedEndpoint(method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}")))
            .Where(endpoint => !Frameworks.Any(endpoint.Route.TrimStart('/').StartsWith))
            .Where(endpoint => !File.Exists(Granary.Testing.RepositoryRoot.At("src", "Granary.Web", "wwwroot", endpoint.Route.TrimStart('/'))))
            .DistinctBy(endpoint => endpoint.ToString()).OrderBy(endpoint => endpoint.Route, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal)];
    }
}
