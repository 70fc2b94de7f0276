using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Granary.Web.Api.Document;

/// <summary>How types are called in the document.</summary>
internal static class ApiSchemas
{
    private const string Suffix = "Resource";

    public static string? NameOf(JsonTypeInfo type) => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace(Suffix, "", StringComparison.Ordinal);
}
