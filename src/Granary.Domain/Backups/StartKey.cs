using System.Text.Json.Serialization;
using Granary.Domain.Tenants;

namespace Granary.Domain.Backups;

/// <summary>A key that a program gave with a request for a backup, so that asking again brings the same answer.</summary>
/// <param name="ActorId">Who gave it: two programs may think of the same key.</param>
/// <param name="Started">True when the request started the backup; false when one was running that it was told of.</param>
[GenerateSerializer, Immutable, Alias("granary.StartKey")]
public sealed record StartKey(
    [property: Id(0)] string Key,
    [property: Id(1)] string ActorId,
    [property: Id(2)] BackupId Backup,
    [property: Id(3)] bool Started,
    [property: Id(4)] DateTimeOffset At)
{
    /// <summary>The longest key.</summary>
    public const int Longest = 100;

    /// <summary>For so long the same key means the same backup.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromHours(24);

    /// <summary>So many keys are kept of requests that started nothing.</summary>
    public const int KeptOfOthers = 100;

    /// <summary>So many are kept of those that did: more than anybody can pay for in a day, but a cancelled backup costs nothing.</summary>
    public const int KeptOfStarted = 1_000;

    [JsonIgnore]
    public BackupAnswer Answer => Started ? new BackupAnswer.Accepted(Backup) : new BackupAnswer.AlreadyRunning(Backup);

    public bool Holding(DateTimeOffset now) => At + Holds > now;

    public bool Is(Actor actor, string key) => ActorId == actor.Id && Key == key;
}
