namespace Granary.Web.Api.Reading;

/// <summary>Answers for endpoints whose body could not be read.</summary>
internal sealed class BodyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<IBody>().FirstOrDefault(body => body.Refusal is not null) is { Refusal: { } refusal } ? ValueTask.FromResult<object?>(refusal) : next(context);
}
