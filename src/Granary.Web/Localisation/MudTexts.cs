using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Granary.Web.Localisation;

/// <summary>The texts that MudBlazor's components bring along, for those of them that our pages show.</summary>
internal sealed class MudTexts(IStringLocalizer<Texts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[key];

    public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
}
