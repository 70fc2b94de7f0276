using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

/// <summary>
/// Purchases without any cleverness: every unit is a thing of its own that lies somewhere, every order keeps what is known of
/// it. What it says is compared with what the tenant says.
/// </summary>
internal sealed class SimplePurchases(string firstWord)
{
    private readonly List<Unit> units = [];
    private string word = firstWord;
    private int words;
    private (string Edition, OrderNumber? Of, int Word)? lowered;

    public List<SimpleOrder> Orders { get; } = [];

    public int Left => units.Count(CanTake);

    public int InUse => units.Count(unit => unit.Place is Place.InUse);

    public int Used => units.Count(unit => unit.Place is Place.Used);

    public int GivenUp => units.Count(unit => unit.Place is Place.GivenUp);

    public int TakenBack => units.Count(unit => unit.Place is Place.Free && !CanTake(unit));

    public string InForce
    {
        get
        {
            var bought = Bought;
            return lowered is { } lower && lower.Word == words && lower.Of == bought?.Number ? lower.Edition : bought?.Basket.Edition ?? word;
        }
    }

    public void Learn(OrderNumber number, IEnumerable<PaymentEvent> told)
    {
        var order = Orders.Single(each => each.Number == number);
        order.Learn(told, words);
        if (order.IsPaid && !units.Exists(unit => unit.Of == order))
            units.AddRange(Enumerable.Range(0, order.Basket.Units).Select(_ => new Unit(order)));
    }

    public void Say(string edition)
    {
        if (edition == word) return;
        word = edition;
        words++;
    }

    public void Lower(string edition) => lowered = (edition, Bought?.Number, words);

    public void Reserve(long backup)
    {
        var unit = units.Where(CanTake).OrderBy(unit => unit.Of?.Number.Value ?? 0).First();
        (unit.Place, unit.Backup) = (Place.InUse, backup);
    }

    public void Settle(long backup, bool consumed)
    {
        foreach (var unit in units.Where(unit => unit.Place is Place.InUse && unit.Backup == backup)) unit.Place = consumed ? Place.Used : Place.Free;
    }

    public void Reduce(int count)
    {
        foreach (var unit in units.Where(CanTake).OrderByDescending(unit => unit.Of?.Number.Value ?? 0).Take(count).ToList()) unit.Place = Place.GivenUp;
    }

    public void Set(int count)
    {
        Reduce(Left);
        for (var left = count - InUse; left > 0; left--) units.Add(new Unit(null));
    }

    private SimpleOrder? Bought => Orders.Where(order => order.Basket.Edition is not null && order.IsEntitled && order.PaidUnderWord == words)
        .OrderBy(order => (order.PaidAt, order.Number)).LastOrDefault();

    private static bool CanTake(Unit unit) => unit.Place is Place.Free && unit.Of is null or { IsEntitled: true };

    private enum Place { Free, InUse, Used, GivenUp }

    private sealed class Unit(SimpleOrder? of)
    {
        public SimpleOrder? Of { get; } = of;

        public Place Place { get; set; }

        public long Backup { get; set; }
    }
}
