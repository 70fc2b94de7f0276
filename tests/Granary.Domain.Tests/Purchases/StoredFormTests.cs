using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Granary.Domain.Tests.Purchases;

/// <summary>What is stored reads back: the texts below are what earlier versions have written.</summary>
public sealed class StoredFormTests
{
    private const string Stored = """
        {"Number":{"Value":1798804800000000},"PlacedBy":{"Kind":"Person","Id":"sophia","Name":"Sophia Isha"},"PlacedAt":"2027-01-01T12:00:00+00:00","IdempotencyKey":"1",
        "Lines":[{"Item":"Edition","Quantity":1,"Price":{"Amount":52,"Currency":"EUR"},"Edition":"Ultimate"},{"Item":"WeeklySubscription","Quantity":1,"Price":{"Amount":12,"Currency":"EUR"},"Edition":null},{"Item":"Unit","Quantity":3,"Price":{"Amount":10,"Currency":"EUR"},"Edition":null}],
        "ProfileEdition":"Standard","ReturnTo":"/setup/data-backup?choice=weekly","Site":"https://granary.example/","Language":"fr","Payment":"pay-1798804800000000","PaymentPage":"https://pay.example/1798804800000000",
        "Events":[{"Id":"c","Kind":"Captured","At":"2027-01-02T12:00:00+00:00","Period":{"Start":"2027-01-02T12:00:00+00:00","End":"2027-02-01T12:00:00+00:00"},"Of":null},{"Id":"d","Kind":"Disputed","At":"2027-01-03T12:00:00+00:00","Period":null,"Of":"c"}],
        "AskedAt":"2027-01-01T12:00:00+00:00","IsOverruled":false}
        """;

    private static readonly JsonSerializerOptions AsStored = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static TheoryData<object> Messages =>
    [
        new Basket(3, true, "Ultimate"),
        new OrderRequest(new Basket(3), "key", "FR", new Uri("https://granary.example/"), "fr", "/setup"),
        new OrderAnswer.Refused(OrderRefusal.OrderOpen, new OrderNumber(7)),
        new Reduction.ToEdition("Free"),
        new Reduction.OfUnits(2),
        new Reduction.OfSubscription(),
        ReductionAnswer.TooManyUnits,
        new Money(14.97m, "EUR"),
        new Downgrade("Free", "Standard", new OrderNumber(7)),
        new UnitLot(7, 5, 1, 2, false),
    ];

    [Fact]
    public void An_order_is_stored_as_it_always_was()
    {
        var order = Bought().Tenant.Orders[0];

        Assert.Equal(Stored.ReplaceLineEndings(""), Text(order));
        Assert.Equal(Text(order), Text(Read<Order>(Stored)));
    }

    [Fact]
    public void An_order_goes_through_Orleans_and_is_copied_there()
    {
        var order = Bought().Tenant.Orders[0];

        Assert.Equal(Text(order), Text(ThroughOrleans(order)));
        Assert.Equal(Text(order), Text(Services.GetRequiredService<DeepCopier>().Copy(order)));
        Assert.Equal(Text(order), Text(Assert.IsType<OrderAnswer.Placed>(ThroughOrleans<OrderAnswer>(new OrderAnswer.Placed(order, IsNew: true))).Order));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_is_asked_and_answered_goes_through_Orleans(object message)
    {
        Assert.Equal(message, ThroughOrleans(message));
        Assert.Equal(message, Services.GetRequiredService<DeepCopier>().Copy(message));
    }

    [Fact]
    public void A_tenant_that_was_stored_goes_on_where_it_was()
    {
        var customer = Bought();
        customer.Tenant = Read<Tenant>(Text(customer.Tenant));
        customer.Now = History.Day(4);

        Assert.Equal((0L, "Standard"), (customer.Tenant.Ledger.UnitsLeft(), customer.InForce));
        Assert.True(customer.Learn(customer.Tenant.LastOrder, "w=DisputeWon@4"));

        Assert.Equal((3L, "Ultimate"), (customer.Tenant.Ledger.UnitsLeft(), customer.InForce));
        Assert.True(customer.Tenant.Ledger.Coverage().Covers(History.Day(30)));
        customer.Reduce(new Reduction.ToEdition("Free"));
        customer.Tenant = Read<Tenant>(Text(customer.Tenant));
        Assert.Equal("Free", customer.InForce);
    }

    [Fact]
    public void A_tenant_from_before_anything_could_be_bought_reads_back()
    {
        var tenant = Read<Tenant>("""{"Ledger":{"Entries":[{"Backup":{"Value":1},"Take":{"Kind":"Unit","Month":{"Year":2027,"Number":1},"Week":null},"State":"Reserved","Outcome":null,"ReturnedInto":null}],"UnitsGranted":5}}""");

        Assert.Equal((4, 1), (tenant.Ledger.UnitsLeft(), tenant.Ledger.UnitsInUse()));
        Assert.Empty(tenant.Orders);
        Assert.Null(tenant.Downgraded);
    }

    private static Customer Bought()
    {
        var customer = new Customer();
        var order = customer.Open(new Basket(3, true, "Ultimate"));
        customer.Tenant.Asked(order.Number, customer.Now);
        customer.Learn(order.Number, "d=Disputed@2>c c=Captured@1(1-31)");
        return customer;
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, AsStored).Replace("\\u002B", "+", StringComparison.Ordinal);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, AsStored)!;

    private static T ThroughOrleans<T>(T value) where T : notnull
    {
        var serializer = Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}
