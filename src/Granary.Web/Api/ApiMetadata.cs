namespace Granary.Web.Api;

/// <summary>On every endpoint that programs call: what they ask counts for their tenant.</summary>
internal sealed class ApiMetadata;
