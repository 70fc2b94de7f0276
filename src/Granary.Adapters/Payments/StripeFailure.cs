using System.Net;
using Granary.Domain.Ports;
using Stripe;

namespace Granary.Adapters.Payments;

/// <summary>Tells the failures after which asking Stripe again may help from those after which it does not.</summary>
internal static class StripeFailure
{
    public static async Task<T> GuardAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (StripeException exception) when (IsPassing(exception.HttpStatusCode))
        {
            throw new TransientException($"Stripe answered {(int)exception.HttpStatusCode}: {exception.Message}", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new TransientException($"Stripe cannot be reached: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException("Stripe did not answer in time.", exception);
        }
    }

    // Conflict: the same is being asked at this moment under the same idempotency key.
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
