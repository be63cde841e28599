using ReproBuild.Diagnostics;

namespace ReproBuild.Linting.Rules;

/// <summary>Lists names in a sentence.</summary>
internal static class Names
{
    private const int Most = 5, Length = 80;

    /// <summary><c>a</c>; <c>a and b</c>; <c>a, b and 7 more</c>. Printable.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.Distinct().Select(n => PrintableText.Escape(n, Length)).ToList();
        if (all.Count > Most) return $"{string.Join(", ", all.Take(Most - 1))} and {all.Count - Most + 1} more";
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }

    /// <summary>One name; printable.</summary>
    public static string One(string name) => PrintableText.Escape(name, Length);
}
