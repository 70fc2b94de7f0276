namespace Granary.Grains.Telemetry;

/// <summary>What a store of archives is asked to do.</summary>
internal enum StoreOperation
{
    Write,
    Open,
    List,
    Delete,
    DeleteUnfinished,
}
