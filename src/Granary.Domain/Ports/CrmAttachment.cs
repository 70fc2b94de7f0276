namespace Granary.Domain.Ports;

/// <summary>A file that people attached to a record.</summary>
/// <param name="Id">Unique within the tenant.</param>
/// <param name="Module">The module of the record.</param>
/// <param name="RecordId">The record.</param>
/// <param name="FileName">As people named it; any text.</param>
/// <param name="Location">Where the source finds the content; its own business.</param>
public sealed record CrmAttachment(string Id, string Module, string RecordId, string FileName, string Location);
