namespace Granary.EndToEnd.Tests.Callers;

internal static class RandomExtensions
{
    public static T Pick<T>(this Random random, params T[] of) => of[random.Next(of.Length)];

    /// <param name="share">0 to 1.</param>
    public static bool Is(this Random random, double share) => random.NextDouble() < share;
}
