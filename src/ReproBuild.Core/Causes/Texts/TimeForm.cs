namespace ReproBuild.Causes.Texts;

/// <summary>How a time is written.</summary>
internal enum TimeForm
{
    /// <summary>The placeholder of a canonical form.</summary>
    Mask,

    /// <summary>Date and time of day.</summary>
    Full,

    /// <summary>A date alone.</summary>
    Date,

    /// <summary>A time of day alone, which is taken for the build's only beside a date.</summary>
    Clock,

    /// <summary>Seconds or milliseconds since 1970.</summary>
    Epoch,
}
