using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Granary.Web.Api.Document;

/// <summary>What holds for all of the API.</summary>
internal sealed class ApiPreface : IOpenApiDocumentTransformer
{
    public const string Scheme = "token";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Granary API",
            Version = "v1",
            Description =
                "Backups, schedules and purchases of the tenant whose token is sent. Errors are problem details (RFC 9457), whose type says what is wrong; " +
                "titles and sentences are in the language of Accept-Language (en, fr). Lists go on with the cursor in `next`. Members may be added to answers at any time.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token of the tenant, or a JWT that the operator has allowed." },
        };
        // Where it is asked for is where it is.
        document.Servers = [];
        return Task.CompletedTask;
    }
}
