using Granary.Host.Commands;
using Granary.Host.Health;
using Granary.Host.Roles;
using Granary.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>What the program answers: found in the program itself, so that nothing can be added to it unseen.</summary>
internal static class ServedEndpoints
{
    // Static files and what Blazor brings: its hub gives nobody more than the pages do.
    private static readonly string[] Frameworks = ["_blazor", "_framework", "_content", "{**path:file}"];

    /// <summary>Method and route, such as <c>GET /api/v1/backups/{id}</c>.</summary>
    public static IReadOnlyList<ServedEndpoint> Find()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Staging, ApplicationName = "granary", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.UseOrleansClient(client => client.UseLocalhostClustering().AddDashboard());
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
