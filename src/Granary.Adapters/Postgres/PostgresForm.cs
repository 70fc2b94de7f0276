namespace Granary.Adapters.Postgres;

/// <summary>What the server sends for a value in the binary format of COPY.</summary>
internal enum PostgresForm
{
    /// <summary>The text itself, as UTF-8.</summary>
    Text,

    /// <summary>Bytes as they are, which are written in hexadecimal here: half as many on the way.</summary>
    Bytes,

    /// <summary>A version of one byte, then the text.</summary>
    Jsonb,

    Bool,
    Int2,
    Int4,
    Int8,
    Oid,
    Uuid,
    Numeric,
    Date,
    Time,
    Timestamp,
    TimestampTz,
}
