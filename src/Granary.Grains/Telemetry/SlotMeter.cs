using System.Diagnostics.Metrics;

namespace Granary.Grains.Telemetry;

/// <summary>The queue: who has a slot of this silo, and who waits for one.</summary>
internal sealed class SlotMeter(IMeterFactory meters, BackupSlots backups, ExportSlots exports)
{
    private readonly KeyValuePair<string, object?> backup = new(TagName.SlotKind, "backup");
    private readonly KeyValuePair<string, object?> export = new(TagName.SlotKind, "export");

    public void Begin()
    {
        var meter = meters.Create(GranaryTelemetry.Name);
        Observe("granary.slot.waiting", "Backups and exports that wait for a slot of this silo.", slots => slots.Waiting);
        Observe("granary.slot.used", "Slots of this silo that are taken.", slots => slots.Taken);
        Observe("granary.slot.limit", "Slots that this silo has.", slots => slots.Limit);

        void Observe(string name, string description, Func<FairSlots, int> value) => meter.CreateObservableUpDownCounter(
            name, () => new[] { new Measurement<int>(value(backups.Slots), backup), new Measurement<int>(value(exports.Slots), export) }, "{slot}", description);
    }
}
