using System.Text;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Reads the lists of installed packages of dpkg, apk and rpm: the first two are paragraphs of fields, parted by empty lines. deb822(5), apk-installed(5).</summary>
internal static class Packages
{
    /// <summary>A package.</summary>
    /// <param name="Text">All that is said of it.</param>
    /// <param name="Version">Its version; empty where there is none.</param>
    /// <param name="Kept">Its name, its state, its architecture and that it has a version, as lines.</param>
    internal sealed record Package(string Text, string Version, string Kept);

    /// <summary>Reads a list, by name and architecture, in its order.</summary>
    /// <exception cref="InvalidDataException">It is no such list.</exception>
    public static OrderedDictionary<string, Package> Read(ReadOnlyMemory<byte> list, bool apk)
    {
        var packages = new OrderedDictionary<string, Package>(StringComparer.Ordinal);
        foreach (string paragraph in Encoding.UTF8.GetString(list.Span).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (paragraph.Trim('\n').Length == 0) continue;
            string? name = null, version = null, architecture = null;
            var kept = new StringBuilder();
            foreach (string line in paragraph.Split('\n'))
            {
                int colon = line.IndexOf(':');
                if (colon <= 0 || char.IsWhiteSpace(line[0])) continue;

                string value = line[(colon + 1)..].Trim();
                switch (line[..colon])
                {
                    case "Package" when !apk: name ??= value; break;
                    case "P" when apk: name ??= value; break;
                    case "Version" when !apk: kept.Append("Version: *\n"); version ??= value; continue;
                    case "V" when apk: kept.Append("V:*\n"); version ??= value; continue;
                    case "Architecture" when !apk: architecture ??= value; break;
                    case "A" when apk: architecture ??= value; break;
                    case "Status" when !apk: break;
                    default: continue;
                }

                kept.Append(line).Append('\n');
            }

            if (name is null || !packages.TryAdd(architecture is null or "all" or "noarch" ? name : $"{name}:{architecture}", new Package(paragraph.Trim('\n'), version ?? "", kept.ToString())))
                throw new InvalidDataException("a paragraph names no package, or one that stands there twice");
        }

        return packages;
    }

    /// <summary>Reads the list of rpm, by name and architecture, in its order.</summary>
    public static OrderedDictionary<string, Package> ReadRpm(ReadOnlyMemory<byte> database)
    {
        // What is no database is the form that comes of one.
        if (!Databases.SqliteHeader.Is(database.Span)) return Read(database, apk: false);
        var packages = new OrderedDictionary<string, Package>(StringComparer.Ordinal);
        foreach (var header in RpmDatabase.Headers(Databases.SqliteDatabase.Read(database)))
        {
            var (name, version, architecture) = RpmHeader.Package(header.Span);
            string text = Convert.ToHexString(RpmHeader.WithoutTimes(header));
            if (name.Length == 0 || !packages.TryAdd($"{name}:{architecture}", new Package(text, version, $"Package: {name}\nArchitecture: {architecture}\nVersion: *\n")))
                throw new InvalidDataException("a header of rpm names no package, or one that stands there twice");
        }

        return packages;
    }

    /// <summary>The list without versions and what they bring.</summary>
    public static byte[] Write(OrderedDictionary<string, Package> packages) => Encoding.UTF8.GetBytes(string.Join('\n', packages.Values.Select(p => p.Kept)));
}
