using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Granary.Adapters.Tests.Payments;

/// <summary>
/// What Stripe keeps of an account, in Stripe's own words, and what payers, banks and the vendor do to it. Only what the
/// adapter asks for is kept; what it sends is checked as Stripe checks it.
/// </summary>
internal sealed partial class StripeAccount
{
    private readonly List<JsonObject> objects = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> orders = [];
    private readonly Dictionary<string, int> months = [];
    private int lastId;

    /// <summary>Stripe's clock; moves on a little with each thing that happens.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public JsonObject this[string id] => objects.Find(one => Text(one, "id") == id) ?? throw new StandError(404, "resource_missing", $"No such object: '{id}'");

    /// <summary>The newest first, as Stripe lists.</summary>
    public IEnumerable<JsonObject> All(string kind) => objects.Where(one => Text(one, "object") == kind).Reverse();

    public JsonObject Begin(IReadOnlyDictionary<string, string> form)
    {
        if (form.Keys.FirstOrDefault(name => !Parameter().IsMatch(name)) is { } unknown) throw new StandError(400, "parameter_unknown", $"Received unknown parameter: {unknown}");
        if (!form.ContainsKey("success_url")) throw new StandError(400, "parameter_missing", "Missing required param: success_url.");
        var recurring = form.Keys.Any(name => name.EndsWith("[recurring][interval]", StringComparison.Ordinal));
        if (recurring != (form["mode"] == "subscription")) throw new StandError(400, "parameter_invalid", "The mode does not fit the prices.");
        if (recurring && form.Keys.Any(name => name.StartsWith("payment_intent_data", StringComparison.Ordinal)))
            throw new StandError(400, "parameter_invalid", "You can not pass payment_intent_data in subscription mode.");
        if (Amount(form) <= 0) throw new StandError(400, "amount_too_small", "The amount is too small.");

        var session = Add("checkout.session", "cs_test_", new()
        {
            ["mode"] = form["mode"],
            ["status"] = "open",
            ["payment_status"] = "unpaid",
            ["expires_at"] = Seconds(Now.AddHours(24)),
            ["customer"] = null,
            ["payment_intent"] = null,
            ["subscription"] = null,
            ["metadata"] = Metadata(form, "metadata"),
        });
        session["url"] = $"https://checkout.stripe.com/c/pay/{Id(session)}";
        orders[Id(session)] = form;
        return session;
    }

    public JsonObject Expire(string session)
    {
        var known = this[session];
        if (Text(known, "status") != "open") throw new StandError(400, "", "Only Checkout Sessions with a status in [\"open\"] can be expired.");
        known["status"] = "expired";
        known["url"] = null;
        return known;
    }

    /// <summary>A day goes by.</summary>
    public void RunOut(string session)
    {
        Now = Now.AddDays(1).AddMinutes(5);
        Expire(session);
    }

    public JsonObject Update(string subscription, IReadOnlyDictionary<string, string> form)
    {
        var known = this[subscription];
        if (form.TryGetValue("cancel_at_period_end", out var ends))
        {
            if (Text(known, "status") == "canceled") throw new StandError(400, "", "A canceled subscription can only update its cancellation_details and metadata.");
            known["cancel_at_period_end"] = ends == "true";
            known["canceled_at"] = ends == "true" ? Seconds(Tick()) : null;
        }
        foreach (var (name, value) in Metadata(form, "metadata")) known["metadata"]![name] = value!.DeepClone();
        return known;
    }

    /// <summary>Somebody pays with a card. Where the page is closed nothing happens.</summary>
    public void Approve(string session)
    {
        if (Text(this[session], "status") == "open") Complete(session, paid: true);
    }

    /// <summary>A card is declined: the page stays open for another one.</summary>
    public void DeclineCard(string session)
    {
        if (Text(this[session], "mode") == "payment") this[session]["payment_intent"] = Id(Intent(session, Amount(orders[session]), "requires_payment_method"));
    }

    /// <summary>Somebody lets their bank be debited, which takes days to succeed or fail.</summary>
    public void Debit(string session) => Complete(session, paid: false);

    public void SettleDebit(string session)
    {
        var known = this[session];
        known["payment_status"] = "paid";
        if (Text(known, "mode") == "payment")
        {
            Succeed(this[Text(known, "payment_intent")!]);
            return;
        }
        this[Text(known, "subscription")!]["status"] = "active";
        Pay(All("invoice").Single(invoice => InvoiceIsOf(invoice, known)));
    }

    public void BounceDebit(string session)
    {
        var known = this[session];
        if (Text(known, "mode") == "payment")
        {
            var intent = this[Text(known, "payment_intent")!];
            intent["status"] = "requires_payment_method";
            return;
        }
        var subscription = this[Text(known, "subscription")!];
        subscription["status"] = "incomplete_expired";
        subscription["ended_at"] = Seconds(Tick());
    }

    /// <summary>The paid month ends; an hour later the next one is charged, if there is one.</summary>
    public void EndMonth(string session)
    {
        if (NextMonth(session) is { } invoice) Pay(invoice);
    }

    /// <summary>The paid month ends, and the card is declined; Stripe goes on trying.</summary>
    public void MissMonth(string session)
    {
        var invoice = NextMonth(session)!;
        invoice["attempted"] = true;
        invoice["next_payment_attempt"] = Seconds(Now.AddDays(3));
        SubscriptionOf(session)["status"] = "past_due";
    }

    /// <summary>Stripe has tried for the last time. What becomes of the subscription is the vendor's choice.</summary>
    /// <param name="status"><c>canceled</c>, <c>unpaid</c> or <c>past_due</c>.</param>
    public void GiveUp(string session, string status)
    {
        var subscription = SubscriptionOf(session);
        subscription["status"] = status;
        All("invoice").First()["next_payment_attempt"] = null;
        if (status != "canceled") return;
        var ended = Seconds(Tick());
        subscription["ended_at"] = ended;
        subscription["canceled_at"] = ended;
        subscription["cancellation_details"] = new JsonObject { ["reason"] = "payment_failed" };
    }

    public JsonObject Refund(string charge, long? amount = null, string status = "succeeded")
    {
        var known = this[charge];
        var refund = Add("refund", "re_", new()
        {
            ["amount"] = amount ?? (long)known["amount"]!,
            ["charge"] = charge,
            ["payment_intent"] = Text(known, "payment_intent"),
            ["status"] = status,
            ["metadata"] = new JsonObject(),
        });
        known["amount_refunded"] = (long)known["amount_refunded"]! + (long)refund["amount"]!;
        known["refunded"] = (long)known["amount_refunded"]! == (long)known["amount"]!;
        return refund;
    }

    public JsonObject Dispute(string charge, string status = "needs_response")
    {
        var known = this[charge];
        known["disputed"] = true;
        return Add("dispute", "du_", new()
        {
            ["amount"] = (long)known["amount"]!,
            ["charge"] = charge,
            ["payment_intent"] = Text(known, "payment_intent"),
            ["status"] = status,
            ["balance_transactions"] = new JsonArray(Transaction(-(long)known["amount"]!)),
            ["metadata"] = new JsonObject(),
        });
    }

    public void WinDispute(string dispute)
    {
        var known = this[dispute];
        known["status"] = "won";
        known["balance_transactions"]!.AsArray().Add(Transaction((long)known["amount"]!));
    }

    public JsonObject SubscriptionOf(string session) => this[Text(this[session], "subscription")!];

    /// <summary>The charge by which an invoice or a payment intent was paid.</summary>
    public string ChargeOf(string paid) => Text(this[Text(this[paid], "object") == "invoice" ? IntentOf(this[paid]) : paid], "latest_charge")!;

    public static string Id(JsonObject one) => Text(one, "id")!;

    public static string? Text(JsonObject one, string name) => (string?)one[name];

    private void Complete(string session, bool paid)
    {
        var known = this[session];
        known["status"] = "complete";
        if (Text(known, "mode") == "payment")
        {
            var intent = Intent(session, Amount(orders[session]), "processing");
            known["payment_intent"] = Id(intent);
        }
        else
        {
            known["customer"] = $"cus_{++lastId}";
            var subscription = Add("subscription", "sub_", new()
            {
                ["status"] = paid ? "active" : "incomplete",
                ["customer"] = Text(known, "customer"),
                ["cancel_at_period_end"] = false,
                ["canceled_at"] = null,
                ["cancel_at"] = null,
                ["ended_at"] = null,
                ["metadata"] = Metadata(orders[session], "subscription_data[metadata]"),
            });
            known["subscription"] = Id(subscription);
            months[Id(subscription)] = 0;
            Invoice(known, subscription, "subscription_create");
        }
        if (paid) SettleDebit(session);
    }

    private JsonObject? NextMonth(string session)
    {
        var subscription = SubscriptionOf(session);
        if (Text(subscription, "status") != "active") return null;

        var month = ++months[Id(subscription)];
        Now = Start(subscription).AddMonths(month).AddHours(1);
        if ((bool)subscription["cancel_at_period_end"]!)
        {
            subscription["status"] = "canceled";
            subscription["ended_at"] = Seconds(Now);
            subscription["cancellation_details"] = new JsonObject { ["reason"] = "cancellation_requested" };
            return null;
        }
        return Invoice(this[session], subscription, "subscription_cycle");
    }

    private JsonObject Invoice(JsonObject session, JsonObject subscription, string reason)
    {
        var start = Start(subscription);
        var month = months[Id(subscription)];
        var form = orders[Id(session)];
        var lines = Lines(form).Where(line => month == 0 || line.Recurring).ToList();
        return Add("invoice", "in_", new()
        {
            ["status"] = "open",
            ["billing_reason"] = reason,
            ["attempted"] = false,
            ["next_payment_attempt"] = null,
            ["amount_due"] = lines.Sum(line => line.Amount),
            ["customer"] = Text(session, "customer"),
            ["status_transitions"] = new JsonObject { ["paid_at"] = null },
            ["parent"] = new JsonObject
            {
                ["type"] = "subscription_details",
                ["subscription_details"] = new JsonObject { ["subscription"] = Id(subscription), ["metadata"] = subscription["metadata"]!.DeepClone() },
            },
            ["lines"] = List("/v1/invoices/lines", lines.Select(line => new JsonObject
            {
                ["object"] = "line_item",
                ["amount"] = line.Amount,
                ["period"] = line.Recurring
                    ? new JsonObject { ["start"] = Seconds(start.AddMonths(month)), ["end"] = Seconds(start.AddMonths(month + 1)) }
                    : new JsonObject { ["start"] = Seconds(Now), ["end"] = Seconds(Now) },
                ["parent"] = line.Recurring
                    ? new JsonObject { ["type"] = "subscription_item_details", ["subscription_item_details"] = new JsonObject { ["proration"] = false } }
                    : new JsonObject { ["type"] = "invoice_item_details", ["invoice_item_details"] = new JsonObject { ["proration"] = false } },
            })),
            ["payments"] = List("/v1/invoice_payments", []),
        });
    }

    private void Pay(JsonObject invoice)
    {
        // What an invoice is paid by knows nothing of the subscription.
        var intent = Add("payment_intent", "pi_", new()
        {
            ["status"] = "processing",
            ["amount"] = (long)invoice["amount_due"]!,
            ["customer"] = Text(invoice, "customer"),
            ["latest_charge"] = null,
            ["metadata"] = new JsonObject(),
        });
        Succeed(intent);
        invoice["status"] = "paid";
        invoice["attempted"] = true;
        invoice["status_transitions"]!["paid_at"] = Seconds(Now);
        var payment = Add("invoice_payment", "inpay_", new()
        {
            ["invoice"] = Id(invoice),
            ["status"] = "paid",
            ["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = Id(intent) },
        });
        invoice["payments"]!["data"]!.AsArray().Add(payment.DeepClone());
    }

    private JsonObject Intent(string session, long amount, string status) => Add("payment_intent", "pi_", new()
    {
        ["status"] = status,
        ["amount"] = amount,
        ["customer"] = null,
        ["latest_charge"] = null,
        ["metadata"] = Metadata(orders[session], "payment_intent_data[metadata]"),
    });

    private void Succeed(JsonObject intent)
    {
        var charge = Add("charge", "ch_", new()
        {
            ["amount"] = (long)intent["amount"]!,
            ["amount_refunded"] = 0L,
            ["refunded"] = false,
            ["disputed"] = false,
            ["payment_intent"] = Id(intent),
            ["metadata"] = intent["metadata"]!.DeepClone(),
        });
        intent["status"] = "succeeded";
        intent["latest_charge"] = Id(charge);
    }

    private JsonObject Transaction(long amount) => new() { ["id"] = $"txn_{++lastId}", ["object"] = "balance_transaction", ["amount"] = amount, ["created"] = Seconds(Tick()) };

    private JsonObject Add(string kind, string prefix, JsonObject content)
    {
        content["id"] = $"{prefix}{++lastId}";
        content["object"] = kind;
        content["created"] = Seconds(Tick());
        content["livemode"] = false;
        objects.Add(content);
        return content;
    }

    private DateTimeOffset Tick() => Now = Now.AddSeconds(1);

    private static DateTimeOffset Start(JsonObject subscription) => DateTimeOffset.FromUnixTimeSeconds((long)subscription["created"]!);

    private static string IntentOf(JsonObject invoice) => (string)invoice["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;

    private static bool InvoiceIsOf(JsonObject invoice, JsonObject session) =>
        (string?)invoice["parent"]!["subscription_details"]!["subscription"] == Text(session, "subscription");

    public static JsonObject List(string url, IEnumerable<JsonObject> data, bool hasMore = false) =>
        new() { ["object"] = "list", ["url"] = url, ["has_more"] = hasMore, ["data"] = new JsonArray([.. data.Select(one => one.DeepClone())]) };

    private static long Amount(IReadOnlyDictionary<string, string> form) => Lines(form).Sum(line => line.Amount);

    private static IEnumerable<(long Amount, bool Recurring)> Lines(IReadOnlyDictionary<string, string> form)
    {
        for (var i = 0; form.TryGetValue($"line_items[{i}][quantity]", out var quantity); i++)
            yield return (
                long.Parse(quantity, CultureInfo.InvariantCulture) * long.Parse(form[$"line_items[{i}][price_data][unit_amount]"], CultureInfo.InvariantCulture),
                form.ContainsKey($"line_items[{i}][price_data][recurring][interval]"));
    }

    private static JsonObject Metadata(IReadOnlyDictionary<string, string> form, string name)
    {
        var metadata = new JsonObject();
        foreach (var (key, value) in form.Where(field => field.Key.StartsWith($"{name}[", StringComparison.Ordinal)))
        {
            var entry = key[(name.Length + 1)..^1];
            if (entry.Length > 40 || value.Length > 500) throw new StandError(400, "parameter_invalid", "Metadata keys have at most 40 characters, values 500.");
            metadata[entry] = value;
        }
        return metadata;
    }

    private static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();

    [GeneratedRegex(@"^(mode|locale|success_url|cancel_url|((subscription_data|payment_intent_data)\[metadata\]|metadata)\[\w+\]|line_items\[\d+\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[name|recurring\]\[interval))\])$")]
    private static partial Regex Parameter();
}
