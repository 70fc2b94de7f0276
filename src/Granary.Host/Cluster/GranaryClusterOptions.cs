using System.ComponentModel.DataAnnotations;

namespace Granary.Host.Cluster;

/// <summary>
/// How processes on several machines work as one: section <c>Granary:Cluster</c>. All of them have the same
/// <see cref="Database"/>, <see cref="ServiceId"/> and <see cref="ClusterId"/>; ports and addresses are each one's own.
/// </summary>
internal sealed class GranaryClusterOptions
{
    public const string Section = "Granary:Cluster";

    /// <summary>What names the database; the program asks for it before anything else.</summary>
    public const string DatabaseSetting = $"{Section}:{nameof(Database)}";

    /// <summary>What names the region; a silo has it before it is built.</summary>
    public const string RegionSetting = $"{Section}:{nameof(Region)}";

    /// <summary>
    /// A connection string of PostgreSQL 13 or later, such as <c>Host=db;Database=granary;Username=granary;Password=...</c>. <c>Maximum Pool Size</c>, the connections
    /// of one process, is 30 unless it says otherwise. Default: none; then there is no
    /// cluster, and one process keeps everything in its data directory.
    /// </summary>
    public string? Database { get; set; }

    /// <summary>
    /// May a process make the schema and bring it up to date when it starts? Default: true. With false it refuses to start on an older
    /// schema, and <c>granary database upgrade</c> is run before, by a role that may make tables.
    /// </summary>
    public bool UpgradeDatabase { get; set; } = true;

    /// <summary>Whose states and reminders these are: part of the key of each. Never changed. Default: granary.</summary>
    [Required]
    public string ServiceId { get; set; } = "granary";

    /// <summary>Which processes find each other. Two clusters on one database have two. Default: granary.</summary>
    [Required]
    public string ClusterId { get; set; } = "granary";

    /// <summary>The IP address under which the other processes reach this silo. Default: the first of the machine that is not its loopback.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Listen on every address of the machine, and not on <see cref="AdvertisedAddress"/> alone; for a container behind a translated address. Default: false.</summary>
    public bool ListenOnAllAddresses { get; set; }

    /// <summary>TCP port for the other silos. Default: 11111. Whoever reaches it can do anything: no network but the cluster's own may.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>TCP port for web processes, as worthy of protection. Default: 30000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// The region whose tenants this silo serves, as tenants have it: <c>eu</c>. Tenants of other regions stay on silos of theirs. Either every
    /// silo of a cluster has one or none has. Default: none; then every silo serves every tenant.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>Encryption between the processes, and proof that they are of the cluster. Default: none of both.</summary>
    public ClusterTlsOptions Tls { get; } = new();

    /// <summary>How long a silo waits for a sign of life of another. Default: 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// So many signs of life may be missing; then the silo is taken for dead, and its backups go on elsewhere. Where most silos end at once, it takes twice
    /// as long: those that are left are too few to say so before. Default: 3.
    /// </summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>Where the keys of sessions and of manifests are, which all processes have to share. Default: Database.</summary>
    public KeyPlace Keys { get; set; } = KeyPlace.Database;

    /// <summary>
    /// How long a process that was asked to stop goes on as before, while <c>/health/ready</c> already says no: as long as the load balancer in front
    /// needs to notice. Default: 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan StopNotice { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long it may then take to hand over what it was doing. Default: 2 minutes. Whoever kills it after a while has to wait longer than this and
    /// <see cref="StopNotice"/> together.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromMinutes(2);
}
