namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Where the content of attachments is.</summary>
internal enum PostgresContent
{
    Bytes,
    LargeObjects,
    Files,
}
