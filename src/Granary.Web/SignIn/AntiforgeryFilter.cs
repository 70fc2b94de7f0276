using Microsoft.AspNetCore.Antiforgery;

namespace Granary.Web.SignIn;

/// <summary>Refuses a POST that did not come from one of our own forms. Without it only endpoints that bind a form are checked.</summary>
internal sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(context.HttpContext);
        }
        // Also where what was sent is no form, which IsRequestValidAsync throws.
        catch (AntiforgeryValidationException)
        {
            return TypedResults.BadRequest();
        }
        return await next(context);
    }
}
