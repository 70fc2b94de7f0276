namespace Granary.Host.Roles;

/// <summary>What a process of Granary does: <c>--role</c>, or <c>Granary:Role</c>.</summary>
internal enum Role
{
    /// <summary>Runs backups and serves pages. The default, and the only one without the database of a cluster.</summary>
    All,

    /// <summary>Runs backups; over HTTP it says only whether it is well.</summary>
    Silo,

    /// <summary>Serves pages, and asks the silos for everything.</summary>
    Web,
}
