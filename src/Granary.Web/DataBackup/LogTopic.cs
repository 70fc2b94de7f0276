namespace Granary.Web.DataBackup;

/// <summary>What the log can be narrowed to.</summary>
internal enum LogTopic
{
    All,
    Schedule,
    Backups,
    Downloads,
    Purchases,
    Settings,
}
