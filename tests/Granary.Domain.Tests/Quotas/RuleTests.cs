namespace Granary.Domain.Tests.Quotas;

/// <summary>
/// Every rule of editions and quota, sentence by sentence, and every quick tip of the help page that they come from. It is long
/// because it is one table, in the order of the rules: whoever changes a rule reads it from top to bottom, and finds its neighbours.
/// </summary>
public sealed class RuleTests
{
    private static readonly RuleCase[] Rules =
    [
        // The table of editions. March 2027 begins on a Monday and has five of them.
        new("Free has no free backups: it buys one-time units", """
            2027-03-01 edition Free
            2027-03-01 line -> line free=0/0 ondemand=0+0
            2027-03-01 now #1 -> refused NoUnits units=1 subscription=no from=-
            2027-03-01 units +1
            2027-03-01 now #2 -> Unit 2027-03
            """),
        new("Free may upgrade instead of buying units", """
            2027-03-01 edition Free
            2027-03-01 now #1 -> refused NoUnits
            2027-03-01 edition Standard
            2027-03-01 now #2 -> Free 2027-03
            """),
        new("On Free each run of a weekly schedule takes a unit", """
            2027-03-01 edition Free
            2027-03-01 units +2
            2027-03-01 save weekly Monday from 2027-03-08 -> Unit
            2027-03-08 due 2027-03-08 #1 -> Unit 2027-03
            2027-03-15 due 2027-03-15 #2 -> Unit 2027-03
            2027-03-22 due 2027-03-22 #3 -> refused NoUnits units=1 subscription=no
            """),
        new("Standard has two free backups per calendar month", TwoFree("Standard")),
        new("Professional has two free backups per calendar month", TwoFree("Professional")),
        new("Enterprise has two free backups per calendar month", TwoFree("Enterprise")),
        new("Ultimate has four free backups per calendar month", """
            2027-03-02 edition Ultimate
            2027-03-02 now #1 -> Free
            2027-03-03 now #2 -> Free
            2027-03-04 now #3 -> Free
            2027-03-05 now #4 -> Free
            2027-03-06 now #5 -> refused AllUsed units=1 from=2027-04-01
            """),
        new("On Standard a due weekly run without subscription is skipped, free backups and units untouched", WeeklySkipped("Standard")),
        new("On Professional a due weekly run without subscription is skipped, free backups and units untouched", WeeklySkipped("Professional")),
        new("On Enterprise a due weekly run without subscription is skipped, free backups and units untouched", WeeklySkipped("Enterprise")),
        new("On Enterprise the weekly subscription covers weekly runs, free backups and units untouched", """
            2027-03-01 edition Enterprise
            2027-03-01 units +1
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 save weekly Monday from 2027-03-08 -> Subscription 2027-03 2027-03-08
            2027-03-08 due 2027-03-08 #1 -> Subscription 2027-03 2027-03-08
            2027-03-08 ready #1 -> Consumed
            2027-03-08 line -> line free=2/2 aside=- ondemand=2+1
            """),
        new("On Ultimate a weekly schedule takes the four free backups, and on-demand then needs units", """
            2027-03-01 edition Ultimate
            2027-03-01 save weekly Monday from 2027-03-01 -> Free
            2027-03-01 line -> line free=4/4 aside=2027-03-01,2027-03-08,2027-03-15,2027-03-22 ondemand=0+0
            2027-03-01 now #1 -> refused SetAside units=1
            2027-03-01 units +1
            2027-03-01 now #2 -> Unit
            2027-03-01 due 2027-03-01 #3 -> Free
            2027-03-08 due 2027-03-08 #4 -> Free
            2027-03-15 due 2027-03-15 #5 -> Free
            2027-03-22 due 2027-03-22 #6 -> Free
            2027-03-22 line -> line free=0/4
            """),
        new("On Ultimate a weekly schedule with the subscription takes none of the free backups", """
            2027-03-01 edition Ultimate
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 save weekly Monday from 2027-03-01 -> Subscription
            2027-03-01 line -> line free=4/4 aside=- ondemand=4+0
            2027-03-01 due 2027-03-01 #1 -> Subscription 2027-03 2027-03-01
            2027-03-02 line -> line free=4/4
            """),
        new("Unused free backups do not carry over", """
            2027-03-31 line -> line free=2/2
            2027-04-01 line -> line free=2/2
            """),
        new("One-time units never expire", """
            2027-03-01 units +1
            2047-03-02 now #1 -> Free
            2047-03-02 now #2 -> Free
            2047-03-02 now #3 -> Unit 2047-03
            """),

        // What is charged.
        new("Order of taking on demand: the free allowance, then a unit", """
            2027-03-01 units +1
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> Unit
            """),
        new("The weekly subscription is taken first, by a weekly schedule only", """
            2027-03-01 edition Ultimate
            2027-03-01 units +9
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 now #1 -> Free
            2027-03-01 save monthly 15 from 2027-03-02 -> Free
            2027-03-15 due 2027-03-15 #2 -> Free
            2027-03-16 save weekly Monday from 2027-03-22 -> Subscription
            2027-03-22 due 2027-03-22 #3 -> Subscription
            """),
        new("A run on Free with the weekly subscription still paid takes it before a unit", """
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 save weekly Monday from 2027-03-08 -> Subscription
            2027-03-05 units +1
            2027-03-05 edition Free
            2027-03-08 due 2027-03-08 #1 -> Subscription
            """),
        new("A run takes a unit when the allowance is used", """
            2027-03-01 units +1
            2027-03-01 save! monthly 15 from 2027-03-02
            2027-03-01 now #1 -> Free
            2027-03-01 edition Free
            2027-03-15 due 2027-03-15 #2 -> Unit
            """),
        new("The first run of a monthly schedule takes from the allowance", """
            2027-03-01 save monthly first Monday from 2027-03-01
            2027-03-01 due 2027-03-01 #1 -> Free 2027-03
            """),
        new("The first two runs of a two-weekly schedule take from the allowance, the third Monday is covered", ThirdMondayCovered),
        new("The first four runs of a weekly schedule on Ultimate take from the allowance, the fifth week is covered", """
            2027-03-01 edition Ultimate
            2027-03-01 save weekly Monday from 2027-03-01
            2027-03-01 due 2027-03-01 #1 -> Free
            2027-03-08 due 2027-03-08 #2 -> Free
            2027-03-15 due 2027-03-15 #3 -> Free
            2027-03-22 due 2027-03-22 #4 -> Free
            2027-03-29 due 2027-03-29 #5 -> Covered 2027-03
            2027-03-29 ready #5 -> Consumed
            2027-04-05 due 2027-04-05 #6 -> Free 2027-04
            """),
        new("On Free no run is covered: the third Monday takes a unit too", """
            2027-03-01 edition Free
            2027-03-01 units +3
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 due 2027-03-01 #1 -> Unit
            2027-03-15 due 2027-03-15 #2 -> Unit
            2027-03-29 due 2027-03-29 #3 -> Unit
            2027-03-29 line -> line units=0
            """),
        new("Places are counted within one schedule version: a changed schedule begins at the first place", """
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 due 2027-03-01 #1 -> Free
            2027-03-15 due 2027-03-15 #2 -> Free
            2027-03-16 units +1
            2027-03-16 save two-weekly Tuesday from 2027-03-17 -> Unit
            2027-03-23 due 2027-03-23 #3 -> Unit
            """),
        new("A failed run keeps its place", """
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 due 2027-03-01 #1 -> Free
            2027-03-01 failed #1 -> Returned into=2027-03
            2027-03-15 due 2027-03-15 #2 -> Free
            2027-03-16 line -> line free=1/2 aside=- ondemand=1+0
            2027-03-29 due 2027-03-29 #3 -> Covered
            """),
        new("A skipped run keeps its place", """
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 missed 2027-03-01
            2027-03-15 due 2027-03-15 #1 -> Free
            2027-03-29 due 2027-03-29 #2 -> Covered
            2027-03-30 line -> line free=1/2
            """),
        new("Set aside are the runs still due this month that will take from the allowance", """
            2027-03-01 edition Ultimate
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 line -> line free=4/4 aside=2027-03-01,2027-03-15 ondemand=2+0
            2027-03-01 due 2027-03-01 #1 -> Free
            2027-03-01 line -> line free=3/4 inuse=1 aside=2027-03-15 ondemand=2+0
            2027-03-15 due 2027-03-15 #2 -> Free
            2027-03-15 line -> line free=2/4 aside=- ondemand=2+0
            """),
        new("At most what is left of the allowance is set aside", """
            2027-03-01 now #1 -> Free
            2027-03-01 save two-weekly Monday from 2027-03-15 -> Free
            2027-03-01 line -> line free=1/2 aside=2027-03-15 ondemand=0+0
            """),
        new("On-demand takes what is left beyond what is set aside, then a unit", """
            2027-03-02 units +1
            2027-03-02 save monthly 15 from 2027-03-02
            2027-03-02 now #1 -> Free
            2027-03-02 now #2 -> Unit
            2027-03-02 now #3 -> refused SetAside aside=2027-03-15 units=1 from=2027-04-01
            2027-03-15 due 2027-03-15 #4 -> Free
            """),
        new("Set aside, refused: the page gets the days and how many units would help", """
            2027-03-14 edition Enterprise
            2027-03-14 save two-weekly Monday from 2027-03-15
            2027-03-14 now #1 -> refused SetAside aside=2027-03-15,2027-03-29 unitfor=- units=1 subscription=no from=-
            """),
        new("One unit is set aside for the next due run when nothing else covers it, and on-demand may not take it", """
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 units +1
            2027-03-01 save monthly 15 from 2027-03-02 -> Unit
            2027-03-01 line -> line units=1 unitfor=2027-03-15 unitsaside=1 ondemand=0+0
            2027-03-01 now #3 -> refused UnitSetAside unitfor=2027-03-15 units=1 from=2027-04-01
            2027-03-01 units +1
            2027-03-01 now #4 -> Unit
            2027-03-15 due 2027-03-15 #5 -> Unit
            """),
        new("The page offers one more unit than the next due run needs", """
            2027-03-01 edition Free
            2027-03-01 save! monthly 15 from 2027-03-02 -> refused NoUnits units=1
            2027-03-01 now #1 -> refused NoUnits unitfor=2027-03-15 units=2
            2027-03-01 units +2
            2027-03-01 now #2 -> Unit
            2027-03-15 due 2027-03-15 #3 -> Unit
            """),
        new("No unit is set aside for a run that a unit cannot pay", """
            2027-03-01 units +1
            2027-03-01 save! weekly Monday from 2027-03-08
            2027-03-01 line -> line units=1 unitfor=- ondemand=2+1
            """),
        new("Quota is reserved when the backup is accepted, so also while it is queued", """
            2027-03-01 units +1
            2027-03-01 now #1 -> Free
            2027-03-01 line -> line free=1/2 inuse=1
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> Unit
            2027-03-01 line -> line free=0/2 inuse=2 units=0 unitsinuse=1
            2027-03-01 now #4 -> refused AllUsed
            """),
        new("A request counts in the month of the request, whenever it ends", """
            2027-03-31 23:59 now #1 -> Free 2027-03
            2027-04-01 00:01 line -> line 2027-04 free=2/2 inuse=0
            2027-04-01 00:01 ready #1 -> Consumed
            2027-04-01 00:02 line -> line 2027-04 free=2/2
            """),
        new("A run counts in the month of its due day, whenever it starts", """
            2027-03-01 save monthly 31 from 2027-03-01
            2027-04-03 due 2027-03-31 #1 -> Free 2027-03
            2027-04-03 line -> line 2027-04 free=2/2 aside=2027-04-30
            """),
        new("A late run finds what its own month has taken, also when the next month has begun", """
            2027-03-01 now #1 -> Free 2027-03
            2027-03-01 ready #1
            2027-03-02 now #2 -> Free 2027-03
            2027-03-02 ready #2
            2027-03-30 save! monthly 31 from 2027-03-31
            2027-04-01 now #3 -> Free 2027-04
            2027-04-01 due 2027-03-31 #4 -> refused AllUsed units=1 from=2027-04-30
            """),
        new("It is consumed at Ready", """
            2027-03-01 now #1 -> Free
            2027-03-01 ready #1 -> Consumed
            2027-03-01 line -> line free=1/2 inuse=0
            """),
        new("It is returned at Failed", """
            2027-03-01 now #1 -> Free
            2027-03-01 failed #1 -> Returned into=2027-03
            2027-03-01 line -> line free=2/2
            """),
        new("It is returned at Cancelled, a unit too", """
            2027-03-01 edition Free
            2027-03-01 units +1
            2027-03-01 now #1 -> Unit
            2027-03-01 cancelled #1 -> Returned
            2027-03-01 line -> line units=1 unitsinuse=0
            """),
        new("A subscription's week comes back with a failed run", """
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 save weekly Monday from 2027-03-08
            2027-03-08 due 2027-03-08 #1 -> Subscription
            2027-03-08 failed #1 -> Returned
            2027-03-09 save weekly Friday from 2027-03-10
            2027-03-12 due 2027-03-12 #2 -> Subscription 2027-03 2027-03-08
            """),
        new("A free backup returned after its month has ended becomes an extra free one in the current month", """
            2027-03-31 23:00 now #1 -> Free 2027-03
            2027-04-01 09:00 failed #1 -> Returned into=2027-04
            2027-04-01 line -> line free=3/3
            2027-04-02 now #2 -> Free
            2027-04-02 now #3 -> Free
            2027-04-02 now #4 -> ExtraFree 2027-04
            2027-04-02 now #5 -> refused AllUsed
            2027-05-01 line -> line free=2/2
            """),
        new("What came back into a later month is not also free in its own", """
            2027-03-01 save monthly 31 from 2027-03-01
            2027-03-05 now #1 -> Free 2027-03
            2027-03-31 now #2 -> refused SetAside
            2027-03-31 stop
            2027-03-31 now #3 -> Free 2027-03
            2027-03-31 save! monthly 31 from 2027-03-31
            2027-04-01 failed #3 -> Returned into=2027-04
            2027-04-02 due 2027-03-31 #4 -> refused AllUsed units=1 from=2027-04-30
            2027-04-02 line -> line free=3/3
            """),
        new("An extra free one that fails again in a still later month moves on", """
            2027-03-31 now #1 -> Free 2027-03
            2027-04-01 failed #1 -> Returned into=2027-04
            2027-04-30 now #2 -> Free
            2027-04-30 now #3 -> Free
            2027-04-30 now #4 -> ExtraFree 2027-04
            2027-05-01 failed #4 -> Returned into=2027-05
            2027-05-01 line -> line free=3/3
            """),
        new("Exactly once: what is told twice changes nothing and says so", """
            2027-03-01 now #1 -> Free
            2027-03-01 now #1 -> again Free
            2027-03-01 line -> line free=1/2
            2027-03-01 failed #1 -> Returned
            2027-03-01 failed #1 -> AlreadySettled
            2027-03-01 ready #1 -> AlreadySettled
            2027-03-01 now #1 -> again Free
            2027-03-01 line -> line free=2/2
            2027-03-01 ready #9 -> Unknown
            """),
        new("Ready with warnings is consumed when only attachment files are missing", """
            2027-03-01 now #1 -> Free
            2027-03-01 ready #1 -> Consumed
            """),
        new("The first backup of a month in which a module is missing is returned and says so, the next one is consumed", """
            2027-03-01 now #1 -> Free
            2027-03-01 damaged #1 -> ReturnedForMissingModule into=2027-03
            2027-03-02 line -> line free=2/2
            2027-03-02 now #2 -> Free
            2027-03-02 damaged #2 -> Consumed
            2027-03-02 line -> line free=1/2
            2027-04-01 now #3 -> Free
            2027-04-01 damaged #3 -> ReturnedForMissingModule
            """),
        new("When no module could be read the backup is Failed, and that is not the month's first missing module", """
            2027-03-01 now #1 -> Free
            2027-03-01 failed #1 -> Returned
            2027-03-01 now #2 -> Free
            2027-03-01 damaged #2 -> ReturnedForMissingModule
            """),
        new("The allowance is that of the edition in force at the moment of asking, less what this month has taken", """
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> refused AllUsed
            2027-03-02 edition Ultimate
            2027-03-02 line -> line free=2/4
            2027-03-02 now #4 -> Free
            """),
        new("Below zero counts as zero", """
            2027-03-01 edition Ultimate
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> Free
            2027-03-02 edition Standard
            2027-03-02 line -> line free=0/2
            2027-03-02 failed #3 -> Returned
            2027-03-02 line -> line free=0/2
            2027-03-02 failed #2 -> Returned
            2027-03-02 line -> line free=1/2
            """),
        new("Nothing is prorated: an upgrade on the last day gives the whole month", """
            2027-03-31 edition Ultimate
            2027-03-31 line -> line free=4/4
            """),
        new("Saving a schedule whose next run nothing covers offers to buy, or to start on the first covered date", """
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-02 save two-weekly Monday from 2027-03-03 -> refused AllUsed units=1 subscription=no from=2027-04-05
            2027-03-02 save two-weekly Monday from 2027-04-05 -> Free 2027-04
            """),
        new("The first covered date is that of a schedule begun on it: no earlier run of its month has paid for it", """
            2027-03-01 00:10 now #1 -> Free
            2027-03-01 00:10 now #2 -> Free
            2027-03-01 00:20 save two-weekly Monday from 2027-03-01 -> refused AllUsed units=1 from=2027-04-12
            """),
        new("Saving a weekly schedule without subscription offers the subscription, not units", """
            2027-03-02 units +5
            2027-03-02 save weekly Monday from 2027-03-08 -> refused NoSubscription units=0 subscription=yes from=-
            """),
        new("Saving a weekly schedule on Ultimate with nothing left offers both", """
            2027-03-02 edition Ultimate
            2027-03-02 now #1
            2027-03-02 now #2
            2027-03-02 now #3
            2027-03-02 now #4
            2027-03-02 save weekly Monday from 2027-03-08 -> refused AllUsed units=1 subscription=yes from=2027-04-05
            """),
        new("A backup now with nothing left is refused with the offer to buy", """
            2027-03-01 now #1
            2027-03-01 now #2
            2027-03-01 now #3 -> refused AllUsed units=1 from=2027-04-01
            """),
        new("A due run that finds nothing after the edition was lowered is skipped with the reason, and the schedule stays", """
            2027-03-01 edition Ultimate
            2027-03-01 save weekly Monday from 2027-03-08 -> Free
            2027-03-05 edition Standard
            2027-03-08 due 2027-03-08 #1 -> refused NoSubscription units=0 subscription=yes
            2027-03-10 edition Ultimate
            2027-03-15 due 2027-03-15 #2 -> Free
            """),
        new("A due run that finds nothing after the subscription has ended is skipped with the reason", """
            2027-03-01 paid 2027-03-01 2027-03-10
            2027-03-01 save weekly Monday from 2027-03-08 -> Subscription
            2027-03-08 due 2027-03-08 #1 -> Subscription
            2027-03-15 due 2027-03-15 #2 -> refused NoSubscription from=-
            """),

        // The weekly subscription.
        new("From its capture on the subscription covers one run per calendar week, Monday to Sunday", """
            2027-03-01 paid 2027-03-08T01:59 2027-04-08T01:59
            2027-03-01 save! weekly Monday from 2027-03-01 -> refused NoSubscription from=2027-03-08
            2027-03-08 due 2027-03-08 #1 -> Subscription 2027-03 2027-03-08
            2027-03-09 save weekly Sunday from 2027-03-10 -> refused WeekTaken subscription=no from=2027-03-21
            2027-03-09 save! weekly Sunday from 2027-03-10
            2027-03-14 due 2027-03-14 #2 -> refused WeekTaken units=0 from=2027-03-21
            2027-03-21 due 2027-03-21 #3 -> Subscription 2027-03 2027-03-15
            """),
        new("A run that falls due before the capture is not covered", """
            2027-03-01 paid 2027-03-08T02:01 2027-04-08T02:01
            2027-03-01 save! weekly Monday from 2027-03-08
            2027-03-08 due 2027-03-08 #1 -> refused NoSubscription from=2027-03-15
            """),
        new("A run due in the paid period is covered however late it starts", """
            2027-03-01 paid 2027-03-01 2027-03-08T03:00
            2027-03-01 save weekly Monday from 2027-03-08
            2027-03-10 due 2027-03-08 #1 -> Subscription
            """),
        new("A week that reaches into the next month is one week", """
            2027-03-01 paid 2027-03-01 2027-05-01
            2027-03-29 save weekly Monday from 2027-03-29
            2027-03-29 due 2027-03-29 #1 -> Subscription 2027-03 2027-03-29
            2027-03-30 save! weekly Friday from 2027-04-02
            2027-04-02 due 2027-04-02 #2 -> refused WeekTaken
            """),
        new("Ending it takes effect at the end of the paid period", """
            2027-03-01 paid 2027-03-01 2027-03-20
            2027-03-01 renewing
            2027-03-01 save weekly Monday from 2027-03-08
            2027-03-02 ending
            2027-03-02 line -> line paid=2027-03-20T00:00Z renews=no
            2027-03-15 due 2027-03-15 #1 -> Subscription
            2027-03-22 due 2027-03-22 #2 -> refused NoSubscription
            """),
        new("The page says until when runs are covered", """
            2027-03-01 line -> line paid=-
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 renewing
            2027-03-01 line -> line paid=2027-04-01T00:00Z renews=yes
            2027-03-15 paid 2027-04-01 2027-05-01
            2027-03-15 line -> line paid=2027-05-01T00:00Z
            """),
        new("A renewal is counted on before it is paid, and charged only after", """
            2027-03-01 paid 2027-03-01 2027-03-10
            2027-03-01 renewing
            2027-03-01 save weekly Monday from 2027-03-15 -> Subscription
            2027-03-01 forecast -> forecast 2027-03-15:Subscription/renewed
            2027-03-15 due 2027-03-15 #1 -> refused NoSubscription
            """),
        new("On Ultimate the subscription that ends leaves the rest of the month to the allowance, by place", """
            2027-03-01 edition Ultimate
            2027-03-01 paid 2027-03-01 2027-03-10
            2027-03-01 save weekly Monday from 2027-03-01
            2027-03-01 line -> line aside=2027-03-15,2027-03-22 ondemand=2+0
            2027-03-01 due 2027-03-01 #1 -> Subscription
            2027-03-08 due 2027-03-08 #2 -> Subscription
            2027-03-15 due 2027-03-15 #3 -> Free
            2027-03-22 due 2027-03-22 #4 -> Free
            2027-03-29 due 2027-03-29 #5 -> Covered
            """),

        // Entitlements.
        new("Units taken back are those that nothing has reserved or used", """
            2027-03-01 edition Free
            2027-03-01 units +3
            2027-03-01 now #1 -> Unit
            2027-03-01 ready #1
            2027-03-01 now #2 -> Unit
            2027-03-01 units -5 -> done=1 left=0
            2027-03-01 failed #2 -> Returned
            2027-03-01 line -> line units=1
            """),
        new("The vendor's latest word on units never goes below what is reserved", """
            2027-03-01 edition Free
            2027-03-01 units =2 -> done=2 left=2
            2027-03-01 now #1 -> Unit
            2027-03-01 units =0 -> done=1 left=0
            2027-03-01 units =4 -> done=4 left=3
            2027-03-01 ready #1 -> Consumed
            2027-03-01 units =4 -> done=4 left=4
            2027-03-01 units =4 -> done=4 left=4
            """),
        new("The arithmetic before saving: March has 3 runs, 2 free, 1 covered", """
            2027-02-20 save two-weekly Monday from 2027-03-01
            2027-02-20 forecast -> forecast 2027-03-01:Free 2027-03-15:Free 2027-03-29:Covered 2027-04-12:Free 2027-04-26:Free 2027-05-10:Free 2027-02=0runs,0free,0covered,0units,0subscription,0skipped,2left 2027-03=3runs,2free,1covered,0units,0subscription,0skipped,0left 2027-05=2runs,2free,0covered,0units,0subscription,0skipped,0left
            """),
    ];

    private static readonly RuleCase[] Tips =
    [
        new("Ultimate: four backups without paying", """
            2027-03-01 edition Ultimate
            2027-03-01 line -> line free=4/4
            """),
        new("Two-weekly on a paid edition but Ultimate uses the two free backups, without buying any", ThirdMondayCovered),
        new("Two-weekly on Ultimate uses two of the four; the other two are for on-demand", """
            2027-03-01 edition Ultimate
            2027-03-01 save two-weekly Monday from 2027-03-01
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> refused SetAside aside=2027-03-01,2027-03-15
            """),
        new("Monthly by date on a paid edition but Ultimate uses one of the two; the other is for on-demand", """
            2027-03-01 edition Professional
            2027-03-01 save monthly 15 from 2027-03-01
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> refused SetAside aside=2027-03-15
            """),
        new("Monthly by day on a paid edition but Ultimate uses one of the two; the other is for on-demand", """
            2027-03-01 edition Enterprise
            2027-03-01 save monthly first Monday from 2027-03-01
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> refused SetAside aside=2027-03-01
            """),
        new("Monthly on Ultimate uses one of the four; the other three are for on-demand", """
            2027-03-01 edition Ultimate
            2027-03-01 save monthly 15 from 2027-03-01
            2027-03-01 now #1 -> Free
            2027-03-01 now #2 -> Free
            2027-03-01 now #3 -> Free
            2027-03-01 now #4 -> refused SetAside aside=2027-03-15
            """),
        new("Paid editions that choose weekly can buy the weekly subscription from the window", """
            2027-03-01 edition Professional
            2027-03-01 save weekly Monday from 2027-03-08 -> refused NoSubscription subscription=yes
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 save weekly Monday from 2027-03-08 -> Subscription
            """),
        new("Stopping the schedule does not end the subscription", """
            2027-03-01 paid 2027-03-01 2027-04-01
            2027-03-01 renewing
            2027-03-01 save weekly Monday from 2027-03-08
            2027-03-02 stop
            2027-03-02 line -> line paid=2027-04-01T00:00Z renews=yes
            """),
        new("Once the free backups are used, a unit is bought to schedule", """
            2027-03-01 now #1
            2027-03-01 now #2
            2027-03-02 save monthly 15 from 2027-03-03 -> refused AllUsed units=1
            2027-03-02 units +1
            2027-03-02 save monthly 15 from 2027-03-03 -> Unit
            """),
        new("Units are reduced", """
            2027-03-01 units +3
            2027-03-01 units -2 -> done=2 left=1
            """),
    ];

    private const string ThirdMondayCovered = """
        2027-03-01 edition Enterprise
        2027-03-01 save two-weekly Monday from 2027-03-01
        2027-03-01 now #1 -> refused SetAside
        2027-03-01 due 2027-03-01 #2 -> Free
        2027-03-01 ready #2
        2027-03-15 due 2027-03-15 #3 -> Free
        2027-03-15 ready #3
        2027-03-29 due 2027-03-29 #4 -> Covered 2027-03
        2027-03-29 ready #4 -> Consumed
        2027-04-12 due 2027-04-12 #5 -> Free 2027-04
        """;

    public static IEnumerable<TheoryDataRow<string>> RuleSentences => Named(Rules);

    public static IEnumerable<TheoryDataRow<string>> TipSentences => Named(Tips);

    /// <summary>Every story of the tables: the model in Python judges these too.</summary>
    internal static IEnumerable<RuleCase> All => Rules.Concat(Tips);

    [Theory]
    [MemberData(nameof(RuleSentences))]
    public void Rule(string sentence) => Rules.Single(rule => rule.Sentence == sentence).Check(new Story());

    [Theory]
    [MemberData(nameof(TipSentences))]
    public void Tip(string sentence) => Tips.Single(tip => tip.Sentence == sentence).Check(new Story());

    private static IEnumerable<TheoryDataRow<string>> Named(RuleCase[] cases) =>
        cases.Select(rule => new TheoryDataRow<string>(rule.Sentence) { TestDisplayName = rule.Sentence });

    private static string TwoFree(string edition) => $"""
        2027-03-01 edition {edition}
        2027-03-01 now #1 -> Free 2027-03
        2027-03-02 now #2 -> Free 2027-03
        2027-03-03 now #3 -> refused AllUsed units=1 from=2027-04-01
        2027-04-01 now #4 -> Free 2027-04
        """;

    private static string WeeklySkipped(string edition) => $"""
        2027-03-01 edition {edition}
        2027-03-01 units +1
        2027-03-01 save! weekly Monday from 2027-03-08
        2027-03-08 due 2027-03-08 #1 -> refused NoSubscription units=0 subscription=yes from=-
        2027-03-08 line -> line free=2/2 units=1 aside=- unitfor=-
        """;
}
