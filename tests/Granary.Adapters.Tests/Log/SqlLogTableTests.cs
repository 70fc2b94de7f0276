using Granary.Adapters.Tests.Embedded;
using Granary.Domain.Ports;
using Granary.Testing.Log;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Adapters.Tests.Log;

public sealed class SqlLogTableTests : LogTableContract, IDisposable
{
    private readonly EmbeddedHarness embedded = new();

    protected override ILogTable Table => field ??= Reopen();

    public void Dispose() => embedded.Dispose();

    protected override ILogTable Reopen() => embedded.Open().GetRequiredService<ILogTable>();

    [Fact]
    public async Task Events_and_kinds_are_stored_by_name_and_moments_in_utc()
    {
        await Table.AppendAsync(new("eu", "acme"), [new(7, new DateTimeOffset(2026, 11, 23, 10, 42, 0, TimeSpan.FromHours(1)),
            Domain.Tenants.LogEvent.ScheduleSaved, new(Domain.Tenants.ActorKind.Person, "sophia", "Sophia Isha"), null, "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO")], TestContext.Current.CancellationToken);

        await using var connection = new SqliteConnection(embedded.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT concat_ws('|', Region, Tenant, Number, At, Event, ActorKind, ActorId, ActorName, typeof(Backup), Detail) FROM ActivityLog";

        Assert.Equal("eu|acme|7|2026-11-23T09:42:00.0000000Z|ScheduleSaved|Person|sophia|Sophia Isha|null|FREQ=WEEKLY;INTERVAL=1;BYDAY=MO",
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
