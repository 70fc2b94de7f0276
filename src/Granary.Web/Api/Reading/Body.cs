using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Granary.Web.Api.Reading;

/// <summary>The body of a request, or what is wrong with it: then <see cref="BodyFilter"/> answers, and no endpoint sees it.</summary>
internal sealed class Body<T> : IBody, IEndpointParameterMetadataProvider where T : class
{
    private Body(T? value, IResult? refusal)
    {
        Value = value!;
        Refusal = refusal;
    }

    public T Value { get; }

    public IResult? Refusal { get; }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext http)
    {
        var problems = http.RequestServices.GetRequiredService<Problems>();
        if (!http.Request.HasJsonContentType()) return new Body<T>(null, problems.Of(ApiProblem.UnsupportedMediaType));

        var errors = new FieldErrors();
        var value = await http.RequestServices.GetRequiredService<BodyReader>().ReadAsync<T>(http.Request.Body, errors, http.RequestAborted);
        return new Body<T>(value, errors.Any ? problems.Of(errors) : null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T)));
}
