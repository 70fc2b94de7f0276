using System.ComponentModel.DataAnnotations;

namespace Granary.Grains;

/// <summary>How backups run. Section <c>Granary:Backups</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>Modules of one backup that are exported at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int ModulesAtOnce { get; set; } = 4;

    /// <summary>
    /// Backups that run at the same time on one silo; the others stay queued and are called in the order in which they came. Default 16.
    /// </summary>
    [Range(1, 1024)]
    public int BackupsPerSilo { get; set; } = 16;

    /// <summary>
    /// Those among them whose tenants share a database. In PostgreSQL a backup holds two connections on each silo that has worked on it,
    /// and one for each module that is being exported: of a database a single silo never holds more than this number ×
    /// (<see cref="ModulesAtOnce"/> + 3), several silos hold more each. <c>deploy/CRM.md</c> has the sum, for <c>max_connections</c>
    /// and <c>Maximum Pool Size</c>. Default 8.
    /// </summary>
    [Range(1, 1024)]
    public int BackupsPerDatabase { get; set; } = 8;

    /// <summary>
    /// Exports of modules that run at the same time on one silo, whichever backups they belong to. Tenants take turns, and one that waits for
    /// its database lends its turn. Default: the number of processors.
    /// </summary>
    [Range(1, 1024)]
    public int ExportsPerSilo { get; set; } = Environment.ProcessorCount;

    /// <summary>Those among them that read the same database; spares one that other people work with. Default 8.</summary>
    [Range(1, 1024)]
    public int ExportsPerDatabase { get; set; } = 8;

    /// <summary>
    /// How often a backup that failed for a reason that may pass is tried in all. A crash is not counted, nor a store that is away, nor a CRM
    /// (<see cref="WaitForCrm"/>). Default 3.
    /// </summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>
    /// How many silos may end one after the other while they are at a backup, in whatever way. The next one leaves the backup alone: it may be what they die
    /// of, and each death interrupts the backups of others. Default 10.
    /// </summary>
    [Range(1, 1000)]
    public int Crashes { get; set; } = 10;

    /// <summary>Pause before the second attempt; the third waits twice as long. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a backup waits for a CRM whose database gives no snapshot for a reason that may pass: it restarts, or has no connection
    /// left. Meanwhile no attempt is counted and no place is taken. Default 1 hour; 0: it does not wait.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan WaitForCrm { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often every silo looks for backups that nobody runs any more. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after the end of a backup that took more than one attempt its folder is tidied once more: a silo that was taken for dead may
    /// only have stood still, and write what nobody asks for when it goes on. Default 2 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan TidyAgainAfter { get; set; } = TimeSpan.FromMinutes(2);
}
