namespace Granary.Adapters.Postgres.Ties;

/// <summary>Types of one family are compared with <c>=</c> as they are.</summary>
internal static class ColumnFamily
{
    public const string Integer = "integer";
    public const string Text = "text";
    public const string Uuid = "uuid";

    public static string Of(PostgresColumn column) => column.BaseType switch
    {
        "int2" or "int4" or "int8" or "numeric" => Integer,
        "text" or "varchar" or "bpchar" or "citext" or "name" => Text,
        var other => other,
    };
}
