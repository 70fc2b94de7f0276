namespace Granary.Testing.Crm;

/// <summary>Text of which the database holds these bytes, which are not valid UTF-8 or hold a NUL.</summary>
public sealed record DamagedText(byte[] Bytes);
