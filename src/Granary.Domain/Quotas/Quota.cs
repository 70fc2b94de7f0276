namespace Granary.Domain.Quotas;

/// <summary>
/// What a tenant may do with what it has: the plan of the edition in force, its ledger, and the schedule that is active or is
/// about to be saved, if any. It decides and changes nothing; what it allowed is then taken with <see cref="QuotaLedger.Reserve"/>,
/// in the same write that accepts the backup.
/// </summary>
/// <param name="Schedule">Known from the first of the month in question to the end of the next one.</param>
public sealed record Quota(Plan Plan, QuotaLedger Ledger, ScheduledRuns? Schedule)
{
    /// <summary>The charge of a run by its place in its month, before it is looked at what is left.</summary>
    private enum Charge { Allowance, Unit, Covered, OnlySubscription }

    /// <summary>May a backup be taken now, on demand? Only from what is not set aside for the schedule.</summary>
    public QuotaDecision DecideNow(Moment now)
    {
        var line = LineAt(now);
        if (line.FreeForOnDemand() > 0)
            return new QuotaDecision.Allowed(new(Ledger.FreeLeft(Plan, line.Month) > 0 ? TakeKind.Free : TakeKind.ExtraFree, line.Month));
        if (line.UnitsForOnDemand() > 0)
            return new QuotaDecision.Allowed(new(TakeKind.Unit, line.Month));

        var next = line.Month.Plus(1);
        return new QuotaDecision.Refused(new QuotaRefusal(
            line switch
            {
                { FreeLeft: > 0 } => RefusalReason.SetAside,
                { UnitsLeft: > 0 } => RefusalReason.UnitSetAside,
                { Allowance: 0 } => RefusalReason.NoUnits,
                _ => RefusalReason.AllUsed,
            },
            line.SetAsideFor,
            line.UnitSetAsideFor,
            UnitsNeeded: 1 + (line.UnitSetAsideFor is null ? 0 : 1) - line.UnitsLeft,
            SubscriptionHelps: line.FreeSetAside() > 0 && Schedule is { Rhythm: Rhythm.Weekly },
            CoveredFrom: FreeLeft(next) > SetAsideIn(next).Count ? next.FirstDay() : null));
    }

    /// <summary>May this run of the schedule, which is due, start? It may take what was set aside for it.</summary>
    public QuotaDecision DecideRun(Moment run) => Decide(run, Ledger.Coverage());

    /// <summary>Does anything pay for the next run of the schedule, so that it can be saved? Counts on the subscription being renewed.</summary>
    public QuotaDecision DecideSchedule()
    {
        var runs = Required().StillDue().ToList();
        if (runs.Count == 0) throw new ArgumentException("The schedule has no next run among those that are known.");

        var decision = Decide(runs[0], Renewed());
        if (decision is not QuotaDecision.Refused { Refusal: var refusal }) return decision;

        var begin = FirstPaid(runs.Skip(1), run => this with { Schedule = Required().BegunAt(run) });
        return new QuotaDecision.Refused(refusal with { CoveredFrom = begin });
    }

    /// <summary>What there is, what is in use and what is set aside.</summary>
    public QuotaLine LineAt(Moment now)
    {
        var month = now.Month();
        return new QuotaLine(
            month,
            Plan.FreePerMonth + Ledger.ExtraIn(month),
            FreeLeft(month),
            Ledger.FreeInUse(month),
            SetAsideIn(month),
            Ledger.UnitsLeft(),
            Ledger.UnitsInUse(),
            Schedule?.StillDue().Take(1).Where(run => Resolve(run, Renewed()) is { Kind: TakeKind.Unit }).Select(run => (DateOnly?)run.Day).SingleOrDefault(),
            Ledger.Coverage().PaidUntil(now.At),
            Ledger.Coverage().Renews);
    }

    /// <summary>The next runs, and every month to the end of that of the last one. The schedule has to be known so far.</summary>
    public QuotaForecast Forecast(Moment now, int runs = 6)
    {
        var next = Required().StillDue().Take(runs).ToList();
        var forecast = Forecast(now, next is [.., var last] ? Month.Later(now.Month(), last.Month()) : now.Month());
        return forecast with { Runs = forecast.Runs.Take(runs).ToList() };
    }

    /// <summary>Every run to the end of a month, without a schedule too.</summary>
    public QuotaForecast Forecast(Moment now, Month through)
    {
        var trial = this with { Ledger = Ledger.Trial() };
        var backup = trial.Ledger.NextTrial();
        var runs = new List<ForecastRun>();
        var months = new List<ForecastMonth>();
        var first = Schedule?.StillDue().Select(run => run.Month()).Append(now.Month()).Min() ?? now.Month();
        for (var month = first; month <= through; month = month.Plus(1))
        {
            var inMonth = new List<ForecastRun>();
            foreach (var run in Schedule?.StillDueIn(month) ?? [])
            {
                var decision = trial.DecideRun(run);
                if (decision is QuotaDecision.Allowed { Take: var take })
                {
                    trial.Ledger.Reserve(backup, take);
                    backup = new(backup.Value + 1);
                }
                inMonth.Add(Expected(run, decision));
            }
            runs.AddRange(inMonth);
            months.Add(ForecastMonth.Of(month, inMonth, trial.FreeLeft(month)));
        }
        return new QuotaForecast(runs, months);
    }

    private ForecastRun Expected(Moment run, QuotaDecision decision) => decision switch
    {
        QuotaDecision.Allowed { Take: var take } => new(run, take, Skipped: null, take.Kind is TakeKind.Subscription && !Ledger.Coverage().Covers(run.At)),
        QuotaDecision.Refused { Refusal: var refusal } => new(run, Take: null, refusal.Reason, AfterRenewal: false),
        _ => throw new InvalidOperationException($"{decision} is no decision."),
    };

    private QuotaDecision Decide(Moment run, WeeklySubscription subscription)
    {
        var take = Resolve(run, subscription);
        if (take is not null && CanTake(take)) return new QuotaDecision.Allowed(take);

        var reason = take switch
        {
            null when subscription.Covers(run.At) => RefusalReason.WeekTaken,
            null => RefusalReason.NoSubscription,
            _ when Plan.FreePerMonth == 0 || ChargeOf(run) is Charge.Unit => RefusalReason.NoUnits,
            _ => RefusalReason.AllUsed,
        };
        return new QuotaDecision.Refused(new QuotaRefusal(
            reason,
            SetAsideFor: [],
            UnitSetAsideFor: null,
            UnitsNeeded: take is null ? 0 : 1,
            SubscriptionHelps: Required().Rhythm is Rhythm.Weekly && Plan.Weekly is not WeeklyPayment.ByUnit && !subscription.Covers(run.At),
            CoveredFrom: FirstPaid(Required().Runs.Where(later => later.Day > run.Day), _ => this)));
    }

    private DateOnly? FirstPaid(IEnumerable<Moment> runs, Func<Moment, Quota> quotaFor) => runs
        .Where(run => quotaFor(run) is var quota && quota.Resolve(run, Renewed()) is { } take && CanTake(take))
        .Select(run => (DateOnly?)run.Day)
        .FirstOrDefault();

    /// <summary>What a run of the schedule takes, in the order of taking; a unit also when there is none. Null when only the subscription could pay for it and does not.</summary>
    private QuotaTake? Resolve(Moment run, WeeklySubscription subscription)
    {
        var month = run.Month();
        if (PaysBySubscription(run, subscription)) return new(TakeKind.Subscription, month, run.Week());
        return ChargeOf(run) switch
        {
            Charge.OnlySubscription => null,
            Charge.Covered => new(TakeKind.Covered, month),
            Charge.Allowance when Ledger.FreeLeft(Plan, month) > 0 => new(TakeKind.Free, month),
            Charge.Allowance when Ledger.ExtraLeft(month) > 0 => new(TakeKind.ExtraFree, month),
            _ => new(TakeKind.Unit, month),
        };
    }

    private Charge ChargeOf(Moment run)
    {
        var schedule = Required();
        var place = schedule.PlaceOf(run);
        return schedule.Rhythm switch
        {
            Rhythm.Weekly when Plan.Weekly is WeeklyPayment.ByUnit => Charge.Unit,
            Rhythm.Weekly when Plan.Weekly is WeeklyPayment.OnlyBySubscription => Charge.OnlySubscription,
            Rhythm.Weekly when place <= 4 => Charge.Allowance,
            Rhythm.TwoWeekly when place <= 2 => Charge.Allowance,
            Rhythm.Monthly when place <= 1 => Charge.Allowance,
            _ => Plan.FreePerMonth > 0 ? Charge.Covered : Charge.Unit,
        };
    }

    /// <summary>The runs still due in a month that will take from its allowance, the first ones, as many as there is left for.</summary>
    private List<DateOnly> SetAsideIn(Month month) =>
    [
        .. (Schedule?.StillDueIn(month) ?? [])
            .Where(run => !PaysBySubscription(run, Renewed()) && ChargeOf(run) is Charge.Allowance)
            .Select(run => run.Day)
            .Take(FreeLeft(month)),
    ];

    private bool PaysBySubscription(Moment run, WeeklySubscription subscription) =>
        Required().Rhythm is Rhythm.Weekly && subscription.Covers(run.At) && !Ledger.IsTaken(run.Week());

    private bool CanTake(QuotaTake take) => take.Kind is not TakeKind.Unit || Ledger.UnitsLeft() > 0;

    private int FreeLeft(Month month) => Ledger.FreeLeft(Plan, month) + Ledger.ExtraLeft(month);

    private WeeklySubscription Renewed() => Ledger.Coverage().AsRenewed();

    private ScheduledRuns Required() => Schedule ?? throw new InvalidOperationException("There is no schedule to decide about.");
}
