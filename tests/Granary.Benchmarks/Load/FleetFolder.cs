using System.Text.Json;
using Granary.Benchmarks.Data;
using Granary.Testing;

namespace Granary.Benchmarks.Load;

/// <summary>The data directory of a server, and its settings.</summary>
internal sealed class FleetFolder
{
    private FleetFolder(string data) => Data = data;

    public string Data { get; }

    public string Config => Path.Combine(Data, "granary.json");

    public string Database => Path.Combine(Data, "granary.sqlite");

    public static FleetFolder Create(string data, FleetDatabase crm, Herd herd)
    {
        Directory.CreateDirectory(data);
        var folder = new FleetFolder(data);
        File.WriteAllText(folder.Config, JsonSerializer.Serialize(new
        {
            Granary = new
            {
                DataDirectory = data,
                Schedule = herd.Schedule(),
                Crm = herd.Crm(crm.ConnectionString),
            },
        }));
        return folder;
    }
}
