using System.Data.Common;
using Orleans.Configuration;
using Orleans.Storage;

namespace Granary.Host.Silos;

/// <summary>The ADO.NET providers of Orleans over the one <see cref="DbDataSource"/> of this process.</summary>
internal static class GrainStoreExtensions
{
    /// <summary>States of grains, and who listens to which stream.</summary>
    public static void AddGrainStores(this ISiloBuilder silo, string invariant)
    {
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<DbDataSource>((storage, database) =>
        {
            storage.Invariant = invariant;
            storage.DataSource = database;
            storage.DeleteStateOnClear = true;
        }));
        // Orleans' own states keep Orleans' own serializer.
        silo.AddAdoNetGrainStorage("PubSubStore", options => options.Configure<DbDataSource, IServiceProvider>((storage, database, services) =>
        {
            storage.Invariant = invariant;
            storage.DataSource = database;
            storage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<JsonGrainStorageSerializer>(services);
        }));
    }

    public static void AddReminderStore(this ISiloBuilder silo, string invariant) =>
        silo.UseAdoNetReminderService(options => options.Configure<DbDataSource>((reminders, database) =>
        {
            reminders.Invariant = invariant;
            reminders.DataSource = database;
        }));
}
