using Stripe;

namespace Granary.Adapters.Payments;

internal static class StripeClock
{
    /// <summary>When Stripe sent this, by its own clock.</summary>
    public static DateTimeOffset AnsweredAt(this StripeEntity entity, TimeProvider time) => entity.StripeResponse?.Date ?? time.GetUtcNow();
}
