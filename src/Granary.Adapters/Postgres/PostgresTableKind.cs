namespace Granary.Adapters.Postgres;

internal enum PostgresTableKind
{
    Table,

    /// <summary>A table whose rows lie in its partitions.</summary>
    Partitioned,

    View,

    MaterializedView,

    /// <summary>Its rows are another server's.</summary>
    Foreign,
}
