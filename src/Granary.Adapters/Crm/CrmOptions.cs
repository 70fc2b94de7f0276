using System.ComponentModel.DataAnnotations;

namespace Granary.Adapters.Crm;

/// <summary>
/// Where the data of the tenants is, and which of it a backup takes: the section <c>Granary:Crm</c>. A word in that section
/// that is not one of these properties stops the start, so that a mistyped exclusion cannot leave anything in.
/// </summary>
public sealed class CrmOptions
{
    public const string Section = "Granary:Crm";

    /// <summary>The kind of database: <c>Sqlite</c>, which is the default, or <c>Postgres</c> (13 or newer).</summary>
    public string Provider { get; set; } = "Sqlite";

    internal bool IsSqlite => string.Equals(Provider, "Sqlite", StringComparison.OrdinalIgnoreCase);

    internal bool IsPostgres => string.Equals(Provider, "Postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Where it is. Sqlite: the path of the file; relative paths begin at the working directory. Postgres: a connection string,
    /// such as <c>Host=db;Database=crm;Username=granary;Password=...</c>, of a role that may read everything and nothing else.
    /// <c>{tenant}</c> and <c>{region}</c> stand for those of each tenant. No default.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>
    /// How tenants share a Postgres database. Default <c>Single</c>. SQLite has one file for each tenant and knows no other way.
    /// </summary>
    public CrmTenancy Tenancy { get; set; }

    /// <summary>
    /// Tenancy <c>Schema</c>: the schema of a tenant, with <c>{tenant}</c> and <c>{region}</c> in it, such as <c>tenant_{tenant}</c>.
    /// A tenant may say its own. No default.
    /// </summary>
    public string? Schema { get; set; }

    /// <summary>Tenancy <c>Column</c>: the column that holds the key of the tenant, such as <c>account_id</c>. No default.</summary>
    public string? TenantColumn { get; set; }

    /// <summary>
    /// Tenancy <c>Column</c>: the value of <see cref="TenantColumn"/> in rows that belong to all tenants, which each of them is
    /// given: a value, or the word <c>NULL</c>. What points to such a row belongs to all as well if it points to nothing else, or if
    /// <see cref="Links"/> ties it so. Default null: no row belongs to all.
    /// </summary>
    public string? SharedKey { get; set; }

    /// <summary>
    /// Tenancy <c>Column</c>: how tables without that column are tied to their tenants where the database declares no foreign
    /// key that says it, one in each line; <c>granary modules</c> proposes them. Default none.
    /// <list type="bullet">
    /// <item><c>accounts.id</c>: the row whose column holds the key of the tenant is its own.</item>
    /// <item><c>team_members.team_id -> teams.id</c>: a row belongs to whom the row it points to belongs.</item>
    /// <item><c>users.id &lt;- account_users.user_id</c>: a row belongs to whoever has a row that points to it.</item>
    /// <item><c>notes.record_type/record_id -> Lead=leads.id, Deal=deals.id</c>: where it points depends on the first column.</item>
    /// </list>
    /// A table that is named on the left of several links is tied by any of them, and by no foreign key.
    /// </summary>
    public IList<string> Links { get; } = [];

    /// <summary>How long to wait for a table or database that somebody else has locked, in seconds. Default 5.</summary>
    [Range(0, 600)]
    public int BusySeconds { get; set; } = 5;

    /// <summary>
    /// Sqlite: where the frozen copies of the data live while a backup runs; as large as the databases. Default
    /// <c>data/snapshots</c>; the host sets it to a directory in its data directory.
    /// </summary>
    public string SnapshotDirectory { get; set; } = Path.Combine("data", "snapshots");

    /// <summary>
    /// Postgres: after how long a snapshot is given up, in hours, because the server cannot clean up behind it. A backup that is
    /// still running then starts over. Default 24.
    /// </summary>
    [Range(1, 168)]
    public int SnapshotHours { get; set; } = 24;

    /// <summary>The tenants, in the order in which they are listed. At least one, unless <see cref="TenantQuery"/> finds them.</summary>
    public IList<CrmTenantOptions> Tenants { get; } = [];

    /// <summary>
    /// Postgres: a query that lists the tenants, with the column <c>id</c> and any of <c>name</c>, <c>region</c>, <c>time_zone</c>,
    /// <c>country</c>, <c>edition</c>, <c>schema</c>, <c>key</c> and <c>database</c>; what it does not say is taken from
    /// <see cref="TenantDefaults"/>. A tenant that <see cref="Tenants"/> lists as well has what stands there. Asked once a minute.
    /// It runs in the database of <see cref="Database"/>, which then holds neither <c>{tenant}</c> nor <c>{region}</c>. Default null.
    /// </summary>
    public string? TenantQuery { get; set; }

    /// <summary>What holds for every tenant that does not say otherwise: region, time zone, country, edition. Default nothing.</summary>
    public CrmTenantOptions TenantDefaults { get; set; } = new();

    /// <summary>
    /// Which tables are modules: names or patterns with <c>*</c>, such as <c>sales.*</c>. Default none, which means all that the
    /// tenant has.
    /// </summary>
    public IList<string> Include { get; } = [];

    /// <summary>
    /// Postgres: which views and materialized views are modules, as names or patterns. Default none, because views show again what
    /// tables hold.
    /// </summary>
    public IList<string> Views { get; } = [];

    /// <summary>How people call the modules. A table that is not named here keeps its own name. Default none.</summary>
    public IList<CrmModuleOptions> Modules { get; } = [];

    /// <summary>What no backup contains. Default nothing: every table is a module with all its columns and rows.</summary>
    public IList<CrmExclusionOptions> Exclude { get; } = [];

    /// <summary>
    /// Postgres: columns that hold secrets and stay out, as names or patterns of <c>column</c> or <c>table.column</c>, if they hold
    /// text, JSON or bytes. What is listed replaces the default, <see cref="DefaultSecretColumns"/>; <c>none</c> alone lets everything
    /// in.
    /// </summary>
    public IList<string> SecretColumns { get; } = [];

    /// <summary>Alone in <see cref="SecretColumns"/>: no column is held for a secret.</summary>
    public const string NoSecretColumns = "none";

    /// <summary>Passwords, tokens and keys, by the names that they usually have.</summary>
    public static IReadOnlyList<string> DefaultSecretColumns { get; } =
    [
        "*password*", "*passwd*", "*passphrase*", "*secret*", "*token", "*tokens", "*api_key*", "*apikey*", "*private_key*", "*access_key*",
        "*encryption_key*", "*credential*", "otp_*", "*backup_codes*", "*_salt", "salt",
    ];

    /// <summary>
    /// Postgres: whether generated columns of the type <c>tsvector</c> are taken. Default false: the database makes them anew from the
    /// other columns.
    /// </summary>
    public bool SearchColumns { get; set; }

    /// <summary>Where the attachments are. Default null: the CRM keeps none.</summary>
    public CrmAttachmentOptions? Attachments { get; set; }
}
