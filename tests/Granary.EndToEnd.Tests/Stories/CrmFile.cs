using Microsoft.Data.Sqlite;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The SQLite file of one tenant's CRM.</summary>
public sealed record CrmFile(string Path)
{
    /// <summary>A few records: a backup takes a moment.</summary>
    public CrmFile WithContacts() => Execute("""
        CREATE TABLE Contacts (Id INTEGER PRIMARY KEY, Last_Name TEXT, Email TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
        INSERT INTO Contacts SELECT i, 'Contact ' || i, 'contact' || i || '@example.com' FROM n;
        """);

    /// <summary>A module whose name and rows have a mark in them.</summary>
    public CrmFile WithMark(string mark) => Execute($"CREATE TABLE Leads_{mark} (Id INTEGER PRIMARY KEY, Name TEXT); INSERT INTO Leads_{mark} VALUES (1, 'Lead {mark}');");

    /// <summary>A text that a spreadsheet would run.</summary>
    public CrmFile WithFormula() => Execute("CREATE TABLE Formulas (Id INTEGER PRIMARY KEY, Text TEXT); INSERT INTO Formulas VALUES (1, '=1+1');");

    /// <summary>Records that nothing makes smaller: an archive of eight megabytes.</summary>
    public CrmFile WithNoise() => Execute("""
        CREATE TABLE Noise (Id INTEGER PRIMARY KEY, Text TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) INSERT INTO Noise SELECT i, hex(randomblob(2000)) FROM n;
        """);

    /// <summary>A module with a column that the database works out anew for every record read: a backup takes a second for 160 of them at least.</summary>
    public CrmFile WithSlowReadings(int records = 800) => Execute($"""
        CREATE TABLE Readings (Id INTEGER PRIMARY KEY);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {records}) INSERT INTO Readings SELECT i FROM n;
        ALTER TABLE Readings ADD COLUMN Noise INTEGER AS (length(replace(hex(zeroblob(1000000 + Id % 7)), '00', '1'))) VIRTUAL;
        """);

    private CrmFile Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return this;
    }
}
