using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Granary.Adapters.Cluster;

/// <summary>
/// Secrets that every process of a cluster has to have the same of, as rows of the database: what signs manifests, and what keeps
/// people signed in on every web process.
/// </summary>
public sealed class SharedKeys(ClusterDatabase database) : IXmlRepository
{
    private const string Insert = "INSERT INTO SharedKeys(Name, Value) VALUES($1, $2) ON CONFLICT DO NOTHING";
    private const string OfSessions = "session/";

    /// <summary>The secret of that name; made by <paramref name="create"/> when there is none, by one process for all.</summary>
    public string ReadOrCreate(string name, Func<string> create)
    {
        if (Read(name) is { } known) return known;

        Execute(Insert, name, create());
        return Read(name)!;
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = Command("SELECT Value FROM SharedKeys WHERE starts_with(Name, $1)", OfSessions);
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read()) elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName) =>
        Execute(Insert, OfSessions + friendlyName, element.ToString(SaveOptions.DisableFormatting));

    private string? Read(string name)
    {
        using var command = Command("SELECT Value FROM SharedKeys WHERE Name = $1", name);
        return command.ExecuteScalar() as string;
    }

    private void Execute(string sql, params string[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private NpgsqlCommand Command(string sql, params string[] parameters)
    {
        var command = database.Source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        return command;
    }
}
