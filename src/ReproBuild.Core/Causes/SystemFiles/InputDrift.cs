using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>The builds installed other versions of packages: their input changed. That is no noise, and no rewrite can mend it.</summary>
/// <remarks>
/// The canonical form keeps each package's name, state and architecture, and no version, nor what a version brings with it. It is applied only where every
/// package whose description differs has another version too, or stands on one side alone; the latter leaves a difference, so that it is suspected.
/// </remarks>
internal sealed class InputDrift : ContentCause
{
    private const int Named = 8;

    public override string Id => "input-drift";

    public override string Code => "REPRO5415";

    public override string Title => "Other versions of packages";

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (Reader(pair.Path) is not { } read) return null;

        var (left, right) = (read(pair.Left), read(pair.Right));
        var drift = new List<string>();
        foreach (var (name, l) in left)
        {
            if (!right.TryGetValue(name, out var r)) drift.Add($"{name} {l.Version} against none");
            else if (l.Version != r.Version && l.Version.Length > 0 && r.Version.Length > 0) drift.Add($"{name} {l.Version} against {r.Version}");
            else if (l.Text != r.Text) return null;
        }

        drift.AddRange(right.Where(r => !left.ContainsKey(r.Key)).Select(r => $"{r.Key} none against {r.Value.Version}"));
        if (drift.Count == 0) return null;

        string packages = string.Join(", ", drift.Take(Named).Select(d => Printable.Escape(d, 120))) + (drift.Count > Named ? $" and {drift.Count - Named} more" : "");
        return new CanonicalPair(
            Packages.Write(left), Packages.Write(right),
            $"The builds did not install the same packages, which is a real change of input: {packages}");
    }

    private static Func<ReadOnlyMemory<byte>, OrderedDictionary<string, Packages.Package>>? Reader(string path)
    {
        if (RpmDatabase.IsHere(path)) return Packages.ReadRpm;
        if (path is "lib/apk/db/installed" or "usr/lib/apk/db/installed") return list => Packages.Read(list, apk: true);
        return path == "var/lib/dpkg/status" || path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal) ? list => Packages.Read(list, apk: false) : null;
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Pin what is installed: name versions, and take them from a snapshot that does not move (the distribution's archive of snapshots, a mirror of your own, a lock file).",
        context.Path is "/var/lib/dpkg/status"
            ? "RUN echo 'deb [check-valid-until=no] https://snapshot.example/debian/20260101T000000Z bookworm main' > /etc/apt/sources.list && apt-get update && apt-get install -y package=version"
            : RpmDatabase.IsHere(ImagePath.Clean(context.Path ?? "")) ? "RUN dnf install -y package-version-release" : "RUN apk add --no-cache package=version");
}
