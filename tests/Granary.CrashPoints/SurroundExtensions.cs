using Microsoft.Extensions.DependencyInjection;

namespace Granary.CrashPoints;

internal static class SurroundExtensions
{
    public static void Surround<TPort>(this IServiceCollection services, CrashPoint points, params string[] steps) where TPort : class =>
        services.Surround<TPort, TPort>(points, steps);

    /// <summary>Puts <see cref="DurableSteps{T}"/> in front of every registration of a port.</summary>
    /// <typeparam name="TFront">What it has to be besides.</typeparam>
    public static void Surround<TPort, TFront>(this IServiceCollection services, CrashPoint points, params string[] steps) where TPort : class where TFront : class, TPort
    {
        foreach (var descriptor in services.Where(descriptor => descriptor.ServiceType == typeof(TPort) && IsOwn(descriptor)).ToList())
            services[services.IndexOf(descriptor)] = descriptor.IsKeyedService
                ? new ServiceDescriptor(typeof(TPort), descriptor.ServiceKey, (provider, key) => Front(descriptor.KeyedImplementationFactory!(provider, key)), descriptor.Lifetime)
                : new ServiceDescriptor(typeof(TPort), provider => Front(Make(descriptor, provider)), descriptor.Lifetime);

        object Front(object inner) => DurableSteps<TFront>.Around(inner, typeof(TPort).Name, points, steps);

        // Where a port has keys, the registration without one leads to one of those.
        bool IsOwn(ServiceDescriptor descriptor) => descriptor.IsKeyedService || !services.Any(other => other.ServiceType == typeof(TPort) && other.IsKeyedService);
    }

    /// <summary>What a registration gives, beside the one that is in front of it.</summary>
    public static object Make(ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance ?? descriptor.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
