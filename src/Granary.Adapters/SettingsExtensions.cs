using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters;

internal static class SettingsExtensions
{
    /// <summary>Settings of a section, read to the letter: a key that <typeparamref name="TOptions"/> does not have stops the start.</summary>
    public static void AddSettings<TOptions, TValidator>(this IServiceCollection services, IConfiguration section)
        where TOptions : class where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddChecks<TOptions, TValidator>();
    }

    /// <summary>Everything that is wrong is told when the process starts.</summary>
    public static void AddChecks<TOptions, TValidator>(this IServiceCollection services)
        where TOptions : class where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }
}
