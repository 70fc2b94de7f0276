using System.Globalization;
using System.Net;
using Granary.Web.Tests.SignIn;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Api;

public sealed class OrdersApiTests(WebStand stand)
{
    [Fact]
    public async Task The_same_key_brings_the_same_order()
    {
        using var program = stand.NewProgram();

        var placed = await program.PostAsync("/orders", new { units = 3 }, "a");
        var again = await program.PostAsync("/orders", new { units = 3 }, "a");
        var another = await program.PostAsync("/orders", new { units = 3 }, "b");

        Assert.Equal((HttpStatusCode.Created, $"/api/v1/orders/{placed["number"]}"), (placed.Status, placed.Location));
        Assert.Equal((HttpStatusCode.OK, placed["number"]), (again.Status, again["number"]));
        Assert.NotEqual(placed["number"], another["number"]);
        Assert.Equal(2, program.Tenant.Tenant.Orders.Count);
    }

    [Fact]
    public async Task An_order_is_listed_found_and_given_up()
    {
        using var program = stand.NewProgram();
        var number = (await program.PostAsync("/orders", new { units = 2, weekly = true }))["number"];

        var found = await program.GetAsync($"/orders/{number}");
        var listed = await program.GetAsync("/orders");
        var cancelled = await program.PostAsync($"/orders/{number}/cancel");

        Assert.Equal(["weeklySubscription", "unit"], found.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("product").GetString()));
        var order = program.Tenant.Tenant.Orders.Single();
        Assert.Equal(
            (order.Total().Amount.ToString(CultureInfo.InvariantCulture), "EUR"),
            (found.Json.GetProperty("total").GetProperty("amount").GetString(), found.Json.GetProperty("total").GetProperty("currency").GetString()));
        Assert.Equal(number, Assert.Single(listed.Items).GetProperty("number").GetString());
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled["state"]));
        Assert.Equal("not-found", (await program.GetAsync("/orders/7")).Problem);
        Assert.Equal("not-found", (await program.PostAsync("/orders/x/cancel")).Problem);
    }

    [Theory]
    [InlineData("""{"units":0}""", "body")]
    [InlineData("""{"units":-1}""", "units")]
    [InlineData("""{"units":101}""", "units")]
    [InlineData("""{"units":1.5}""", "units")]
    [InlineData("""{"units":"1"}""", "units")]
    [InlineData("""{"units":99999999999}""", "units")]
    [InlineData("""{"edition":"Imaginary"}""", "edition")]
    [InlineData("""{"weekly":1}""", "weekly")]
    [InlineData("""{"units":1,"price":0}""", "price")]
    [InlineData("""{"units":1,"currency":"XXX"}""", "currency")]
    public async Task What_cannot_be_ordered_is_named_and_prices_are_nobodys_to_send(string body, string wrong)
    {
        using var program = stand.NewProgram();

        var reply = await program.SendAsync(HttpMethod.Post, "/orders", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal([wrong], reply.Wrong);
        Assert.Empty(program.Tenant.Tenant.Orders);
    }

    [Fact]
    public async Task Payers_come_back_to_the_site_that_is_set_whatever_host_the_order_named()
    {
        await using var host = await SignInHost.StartAsync(stand, [new("Granary:Web:BaseUrl", "https://granary.example.com")]);
        using var program = new ApiProgram(host.Address, stand.TakeTenant());

        await program.PostAsync("/orders", new { units = 1 });

        Assert.Equal(new Uri("https://granary.example.com/"), program.Tenant.Tenant.Orders.Single().Site);
    }

    [Fact]
    public async Task A_second_subscription_waits_for_the_first_ones_order()
    {
        using var program = stand.NewProgram();
        var open = (await program.PostAsync("/orders", new { weekly = true }))["number"];

        var reply = await program.PostAsync("/orders", new { weekly = true });

        Assert.Equal((HttpStatusCode.Conflict, "order-refused", "orderOpen", open), (reply.Status, reply.Problem, reply["reason"], reply["openOrder"]));
    }
}
