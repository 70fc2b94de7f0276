using System.Text.Json.Serialization;
using Granary.Domain.Backups;

namespace Granary.Domain.Quotas;

/// <summary>
/// What a tenant owns and what its backups have taken, stored with the tenant in one write. Every balance is the sum of its
/// entries. An entry is tied to one backup: taking and settling happen once, however often they are told.
/// What may be taken is for <see cref="Quota"/> to say.
/// </summary>
[GenerateSerializer, Alias("granary.QuotaLedger")]
public sealed class QuotaLedger
{
    /// <summary>Entries of this month and of the two before it are kept one by one, but for those that came to nothing. A run is at most a week late, so no older month is asked about.</summary>
    public const int KeptMonths = 3;

    /// <summary>In the order in which they were taken.</summary>
    [Id(0)] public List<QuotaEntry> Entries { get; init; } = [];

    /// <summary>The settled entries that are not among them any more.</summary>
    [Id(1), JsonInclude] public QuotaTotals Folded { get; private set; } = new();

    /// <summary>The last backup among those.</summary>
    [Id(2), JsonInclude] public BackupId FoldedThrough { get; private set; }

    /// <summary>One-time units that the vendor gave, used ones included. They never expire.</summary>
    [Id(3), JsonInclude] public long UnitsGranted { get; private set; }

    /// <summary>As the vendor has set it.</summary>
    [Id(4)] public WeeklySubscription Subscription { get; set; } = WeeklySubscription.None;

    /// <summary>One-time units that were bought, oldest first. They never expire.</summary>
    [Id(5)] public List<UnitLot> Lots { get; init; } = [];

    /// <summary>As it was bought.</summary>
    [Id(6)] public WeeklySubscription BoughtSubscription { get; set; } = WeeklySubscription.None;

    /// <summary>What is paid, by whomever.</summary>
    public WeeklySubscription Coverage() => Subscription.With(BoughtSubscription);

    public QuotaEntry? Find(BackupId backup) => Entries.Find(entry => entry.Backup == backup);

    /// <summary>Takes what was allowed, for a backup that is being accepted. One that has taken before takes nothing more.</summary>
    /// <exception cref="InvalidOperationException">What was allowed is not there any more.</exception>
    public void Reserve(BackupId backup, QuotaTake take)
    {
        if (backup <= FoldedThrough || Find(backup) is not null) return;
        if (take.Kind is TakeKind.Unit && UnitsLeft() == 0) throw new InvalidOperationException($"Backup {backup} cannot take a unit: none is left.");
        if (take.Week is { } week && IsTaken(week)) throw new InvalidOperationException($"Backup {backup} cannot take the week of {week:O}: it is taken.");

        Fold(take.Month.Plus(1 - KeptMonths));
        Entries.Add(new QuotaEntry(backup, take, Lot: take.Kind is TakeKind.Unit ? NextLot() : null));
    }

    /// <summary>A backup has ended. Once settled, nothing that is told of it later changes anything.</summary>
    /// <param name="today">The day in the tenant's zone: decides whether the month of a free backup that comes back has ended.</param>
    public SettleAnswer Settle(BackupId backup, QuotaOutcome outcome, DateOnly today)
    {
        var index = Entries.FindIndex(entry => entry.Backup == backup);
        if (index < 0) return backup <= FoldedThrough ? SettleAnswer.AlreadySettled : SettleAnswer.Unknown;

        var entry = Entries[index];
        if (entry.State is not EntryState.Reserved) return SettleAnswer.AlreadySettled;

        var answer = outcome switch
        {
            QuotaOutcome.Failed or QuotaOutcome.Cancelled => SettleAnswer.Returned,
            QuotaOutcome.ReadyWithoutModule when !HasMissedModule(entry.Take.Month) => SettleAnswer.ReturnedForMissingModule,
            _ => SettleAnswer.Consumed,
        };
        Entries[index] = answer is SettleAnswer.Consumed ? entry.Consume(outcome) : entry.Return(outcome, Month.Of(today));
        return answer;
    }

    /// <summary>Units that can be taken: granted, and neither reserved nor consumed.</summary>
    public long UnitsLeft() => GivenUnitsLeft() + Lots.Sum(lot => (long)LeftOf(lot));

    /// <summary>Units of open backups.</summary>
    public int UnitsInUse() => Entries.Count(entry => entry is { Take.Kind: TakeKind.Unit, State: EntryState.Reserved });

    /// <summary>
    /// The units of an order that was paid: there while its payment stands. When the payment is taken back what is unused of them goes, and
    /// what a backup reserved or used stays; so it does not matter what other orders did meanwhile.
    /// </summary>
    public void SetLot(long source, int units, bool isEntitled)
    {
        var index = Lots.FindIndex(lot => lot.Source == source);
        if (index >= 0) Lots[index] = Lots[index] with { IsEntitled = isEntitled };
        else Lots.Insert(Lots.FindIndex(lot => lot.Source > source) is var next and >= 0 ? next : Lots.Count, new UnitLot(source, units, IsEntitled: isEntitled));
    }

    /// <summary>Gives unused units up, the newest first. What a backup reserved or used stays.</summary>
    public void Reduce(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var open = (long)count;
        for (var index = Lots.Count - 1; index >= 0; index--)
        {
            var part = (int)Math.Min(open, LeftOf(Lots[index]));
            Lots[index] = Lots[index] with { Reduced = Lots[index].Reduced + part };
            open -= part;
        }
        UnitsGranted -= Math.Min(open, GivenUnitsLeft());
    }

    /// <summary>Sets how many unused units there are, those of open backups included: the vendor's latest word, which may come twice.</summary>
    /// <returns>How many there are now: at least those of open backups.</returns>
    public long SetUnits(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var index = 0; index < Lots.Count; index++) Lots[index] = Lots[index] with { Reduced = Lots[index].Reduced + LeftOf(Lots[index]) };
        var inUse = UnitsInUse();
        UnitsGranted += Math.Max(count, inUse) - (UnitsLeft() + inUse);
        return Math.Max(count, inUse);
    }

    /// <summary>What is left of an edition's free backups of a month. A lower edition than the one they were taken under leaves none, not less.</summary>
    internal int FreeLeft(Plan plan, Month month) => Math.Max(0, plan.FreePerMonth - Entries.Count(entry => entry.Takes(TakeKind.Free, month)));

    /// <summary>How many free backups of earlier months came back in a month.</summary>
    internal int ExtraIn(Month month) => Entries.Count(entry => entry.GivesExtraTo(month));

    internal int ExtraLeft(Month month) => ExtraIn(month) - Entries.Count(entry => entry.Takes(TakeKind.ExtraFree, month));

    /// <summary>Free backups of a month that open backups have reserved.</summary>
    internal int FreeInUse(Month month) =>
        Entries.Count(entry => entry is { State: EntryState.Reserved, Take.Kind: TakeKind.Free or TakeKind.ExtraFree } && entry.Take.Month == month);

    /// <summary>True when the subscription has covered a run of the week that begins on that Monday.</summary>
    internal bool IsTaken(DateOnly week) => Entries.Exists(entry => entry.Take.Week == week && entry.State is not EntryState.Returned);

    /// <summary>One like it, to try on what the next runs would take. It reserves under numbers of its own, beginning with <see cref="NextTrial"/>.</summary>
    internal QuotaLedger Trial() => new()
    {
        Entries = [.. Entries],
        Folded = Folded,
        FoldedThrough = FoldedThrough,
        UnitsGranted = UnitsGranted,
        Lots = [.. Lots],
        Subscription = Coverage().AsRenewed(),
    };

    internal BackupId NextTrial() => new(Entries.Select(entry => entry.Backup).Append(FoldedThrough).Max().Value + 1);

    private long GivenUnitsLeft() => UnitsGranted - (Folded.Units - Lots.Sum(lot => lot.Folded)) - TakenFrom(null);

    private int LeftOf(UnitLot lot) => lot.IsEntitled ? Math.Max(0, lot.Units - lot.Reduced - lot.Folded - TakenFrom(lot.Source)) : 0;

    private int TakenFrom(long? lot) => Entries.Count(entry => entry is { Take.Kind: TakeKind.Unit, State: not EntryState.Returned } && entry.Lot == lot);

    private long? NextLot() => GivenUnitsLeft() > 0 ? null : Lots.First(lot => LeftOf(lot) > 0).Source;

    private bool HasMissedModule(Month month) =>
        Entries.Exists(entry => entry.Outcome is QuotaOutcome.ReadyWithoutModule && entry.Take.Month == month);

    // A month is folded whole, and not before everything in it and in the months before it is settled: the backup that
    // missed a module in it has to be found by the next one. What was cancelled goes before: cancelling costs nothing, so that
    // nothing else would bound it.
    private void Fold(Month before)
    {
        var horizon = Entries.Where(entry => entry.State is EntryState.Reserved).Select(entry => entry.Take.Month).Append(before).Min();
        Entries.RemoveAll(entry =>
        {
            if (!entry.IsUndone() && Month.Later(entry.Take.Month, entry.ReturnedInto ?? entry.Take.Month) >= horizon) return false;
            Folded = Folded.Plus(entry);
            if (entry is { Lot: { } source, State: EntryState.Consumed } && Lots.FindIndex(lot => lot.Source == source) is var index)
                Lots[index] = Lots[index] with { Folded = Lots[index].Folded + 1 };
            if (entry.Backup > FoldedThrough) FoldedThrough = entry.Backup;
            return true;
        });
    }
}
