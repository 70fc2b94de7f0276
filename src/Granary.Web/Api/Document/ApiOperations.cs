using System.Globalization;
using Granary.Domain.Tenants;
using Granary.Web.Api.Reading;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Granary.Web.Api.Document;

/// <summary>What the types of an endpoint do not say of it: who may call it, its headers, and every way in which it says no.</summary>
internal sealed class ApiOperations : IOpenApiOperationTransformer
{
    private static readonly ApiProblem[] OfAll =
    [
        ApiProblem.InvalidRequest, ApiProblem.Unauthorized, ApiProblem.Forbidden, ApiProblem.NotFound, ApiProblem.TooManyRequests, ApiProblem.Unavailable, ApiProblem.RegionUnavailable,
    ];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var scope = metadata.OfType<ScopeMetadata>().LastOrDefault()?.Scope;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiPreface.Scheme, context.Document)] = scope is { } needed ? [ApiScopes.NameOf(needed)] : [] }];
        operation.Description = string.Join("\n\n", new[] { operation.Description, scope is null ? "For the vendor." : $"Scope: `{ApiScopes.NameOf(scope.Value)}`." }.Where(text => !string.IsNullOrEmpty(text)));

        operation.Responses ??= [];
        foreach (var status in metadata.OfType<ProblemMetadata>().SelectMany(refused => refused.Problems).Concat(OfAll).Distinct().GroupBy(Problems.StatusOf).OrderBy(same => same.Key))
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = $"{ReasonPhrases.GetReasonPhrase(status.Key)}: {string.Join(", ", status.Select(problem => $"`{Problems.TypeOf(problem)}`"))}",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
            };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (parameter is { Name: "limit" })
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Query.MostItems}", Default = Query.UsualItems };
        return Task.CompletedTask;
    }
}
