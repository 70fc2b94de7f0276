using MudBlazor;

namespace Granary.Web.Shell;

/// <summary>One accent colour, the system's own typeface, and contrasts of 4.5:1 at least in both palettes.</summary>
internal static class GranaryTheme
{
    private static readonly string[] Typeface = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Typeface, LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Typeface, FontSize = "1.75rem", FontWeight = "600", LineHeight = "1.25", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Typeface, FontSize = "1.125rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Typeface, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Typeface, LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Typeface, LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Typeface, FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Typeface, FontSize = "0.8125rem", LetterSpacing = "normal" },
        },
        PaletteLight = new PaletteLight
        {
            Primary = "#2457a6",
            Success = "#1d6f42",
            Warning = "#8a5300",
            Error = "#b3261e",
            Info = "#2457a6",
            Background = "#f5f6f8",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c2430",
            TextPrimary = "#1c2430",
            TextSecondary = "#535e6c",
            TextDisabled = "#6b7480",
            ActionDisabled = "#5f6873",
            ActionDisabledBackground = "#e3e6ea",
            LinesDefault = "#dfe3e8",
            Divider = "#dfe3e8",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fb8f5",
            PrimaryContrastText = "#0b1a30",
            Success = "#74d3a0",
            SuccessContrastText = "#04210f",
            Warning = "#f0b863",
            WarningContrastText = "#2a1a00",
            Error = "#f49a92",
            ErrorContrastText = "#350703",
            Info = "#8fb8f5",
            InfoContrastText = "#0b1a30",
            Background = "#12161c",
            Surface = "#1b2129",
            AppbarBackground = "#1b2129",
            AppbarText = "#e6eaf0",
            TextPrimary = "#e6eaf0",
            TextSecondary = "#a8b3c0",
            TextDisabled = "#8b95a1",
            ActionDisabled = "#98a2ae",
            ActionDisabledBackground = "#2c343e",
            LinesDefault = "#323b46",
            Divider = "#323b46",
        },
    };
}
