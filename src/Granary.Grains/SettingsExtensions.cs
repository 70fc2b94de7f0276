using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

public static class SettingsExtensions
{
    /// <summary>Settings that are read to the letter, and checked when the process starts: a key that <typeparamref name="T"/> does not have stops it.</summary>
    /// <param name="others">Keys of the section that belong to another type.</param>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, IConfigurationSection section, params string[] others) where T : class =>
        services.AddOptions<T>().Bind(section.Without(others), binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();

    // Under the same path, which errors name.
    private static IConfigurationSection Without(this IConfigurationSection section, string[] others)
    {
        if (others.Length == 0) return section;
        var own = section.GetChildren().Where(child => !others.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(child => child.AsEnumerable());
        return new ConfigurationBuilder().AddInMemoryCollection(own).Build().GetSection(section.Path);
    }
}
