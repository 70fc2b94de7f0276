using Granary.Domain.Tenants;
using Granary.Web.DataBackup;
using Granary.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Granary.Web.Api.Notifications;

/// <summary>Something that whoever calls is told.</summary>
/// <param name="Number">Grows with time, within the tenant.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Backup">The backup it is about; null when it is about none.</param>
/// <param name="Detail">What completes it. Null when nothing does.</param>
/// <param name="Read">Whether whoever calls has read it.</param>
/// <param name="Text">As a sentence, in the language that was asked for (Accept-Language: en, fr).</param>
internal sealed record NotificationResource(long Number, DateTimeOffset At, NotificationKind Kind, ActorResource Actor, string? Backup, string? Detail, bool Read, string Text)
{
    public static NotificationResource Of(Notification notification, string reader, IStringLocalizer<Texts> texts) => new(
        notification.Number,
        notification.At,
        notification.Kind,
        ActorResource.Of(notification.Actor),
        notification.Backup?.ToString(),
        notification.Detail,
        notification.IsReadBy(reader),
        texts.Of(notification));
}
