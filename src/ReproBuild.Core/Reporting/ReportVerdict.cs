namespace ReproBuild.Reporting;

/// <summary>What a report says first.</summary>
internal enum ReportVerdict
{
    /// <summary>The digests are equal.</summary>
    Reproducible,

    /// <summary>They differ, and in nothing but what somebody has accepted.</summary>
    ReproducibleExcept,

    /// <summary>They differ.</summary>
    Divergent,

    /// <summary>Nobody knows.</summary>
    Inconclusive,
}
