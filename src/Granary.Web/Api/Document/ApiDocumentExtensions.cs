using Granary.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Scalar.AspNetCore;

namespace Granary.Web.Api.Document;

/// <summary>What the API is, for programs (OpenAPI) and for people (a page). For those who are signed in and may use it, and for nobody else.</summary>
internal static class ApiDocumentExtensions
{
    private const string Name = "v1";
    private const string Page = "/reference";
    private const string Pattern = $"{Page}/openapi/{{documentName}}.json";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiMetadata>().Any();
        options.AddDocumentTransformer<ApiPreface>();
        options.AddOperationTransformer<ApiOperations>();
        options.CreateSchemaReferenceId = ApiSchemas.NameOf;
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(Pattern).RequireAuthorization(Policies.Reference);
        var page = app.MapScalarApiReference(Page, options =>
        {
            options.WithTitle("Granary API").WithOpenApiRoutePattern(Pattern);
            // Everything comes from here and goes nowhere else.
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.DynamicNonce = true;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
        });
        page.RequireAuthorization(Policies.Reference);
        // Its scripts are no secret, but neither are they for everybody.
        page.Finally(endpoint =>
        {
            foreach (var open in endpoint.Metadata.OfType<IAllowAnonymous>().ToList()) endpoint.Metadata.Remove(open);
        });
    }
}
