using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Fields that say nothing but whether an entry has an extended header.</summary>
internal static class ExtendedHeader
{
    /// <summary>Whether a field only says that one side has an extended header, and the other has none: it goes with the last record.</summary>
    public static bool IsPresence(FieldDifference field) => field.Name switch
    {
        "pax header name" => field.Left is null || field.Right is null,
        "format" => (field.Left, field.Right) is ("pax", "ustar") or ("ustar", "pax"),
        _ => false,
    };
}
