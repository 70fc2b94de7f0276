using Granary.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Files;

public static class FilesServiceCollectionExtensions
{
    /// <summary>Keeps archives below a folder, which is made when it is not there.</summary>
    public static IServiceCollection AddFileArchives(this IServiceCollection services, string root) =>
        services.AddSingleton<IArchiveStore>(new FileArchiveStore(root));
}
