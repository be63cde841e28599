using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReproBuild.Building;

/// <summary>
/// A container storage for one verification: beside the user's own, so that it lies on a file system that its driver works on, and
/// reading the user's images, so that none is pulled again. Nothing of the builds reaches the user's storage, and removing
/// the folder removes every intermediate image, even after the run was killed.
/// </summary>
/// <param name="Home">The folder of everything: images, caches, temporary files.</param>
/// <param name="RunRoot">The folder of run-time state.</param>
/// <param name="Arguments">The global arguments that select the storage.</param>
internal sealed record BuildahStorage(string Home, string RunRoot, IReadOnlyList<string> Arguments)
{
    // podman refuses longer ones, because names of sockets are limited.
    private const int LongestRunRoot = 50;

    // Drivers that can read images of another storage.
    private static readonly string[] Stackable = ["overlay", "vfs"];

    /// <summary>The folder of a pass's temporary files and cache mounts.</summary>
    public string TemporaryDirectory(int number) => Path.Combine(Home, $"tmp-{number}");

    /// <summary>Derives the storage from what <c>buildah info</c> or <c>podman info --format json</c> says.</summary>
    /// <param name="info">The answer.</param>
    /// <param name="key">Tells this verification from others, and is the same after a run was killed.</param>
    /// <exception cref="JsonException">The answer is not what it should be.</exception>
    /// <exception cref="KeyNotFoundException">Likewise.</exception>
    public static BuildahStorage Derive(string info, string key)
    {
        var (store, home) = Locate(info, key);
        string graphRoot = Property(store, "graphRoot").GetString()!;
        string driver = Property(store, "graphDriverName").GetString()!;
        string run = RunRootOf(Property(store, "runRoot").GetString()!, home);

        List<string> arguments = ["--root", Path.Combine(home, "storage"), "--runroot", run, "--storage-driver", driver];
        // With a root of its own, a program no longer reads the options of the configuration.
        foreach (string option in Options(Property(store, "graphOptions"))) arguments.AddRange(["--storage-opt", ListItem(option)]);
        if (Stackable.Contains(driver) && Directory.Exists(graphRoot))
            arguments.AddRange(["--storage-opt", ListItem($"{driver}.imagestore={graphRoot}")]);
        return new BuildahStorage(home, run, arguments);
    }

    /// <summary>Where the storage of a verification is, or would be.</summary>
    public static string HomeOf(string info, string key) => Locate(info, key).Home;

    /// <summary>A value for a flag whose values are lists parted by commas, of which it is the only item.</summary>
    public static string ListItem(string value) =>
        value.AsSpan().ContainsAny(',', '"') ? '"' + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : value;

    // buildah writes "GraphRoot", podman "graphRoot".
    private static (JsonElement Store, string Home) Locate(string info, string key)
    {
        using var document = JsonDocument.Parse(info);
        var store = Property(document.RootElement, "store").Clone();
        string name = "reprobuild-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        return (store, Path.Combine(Path.GetDirectoryName(Property(store, "graphRoot").GetString()!)!, name));
    }

    private static string RunRootOf(string usersRunRoot, string home)
    {
        string beside = Path.Combine(Path.GetDirectoryName(usersRunRoot)!, Path.GetFileName(home));
        if (beside.Length <= LongestRunRoot) return beside;
        string note = Path.Combine(home, "runroot");
        if (File.Exists(note)) return File.ReadAllText(note);
        Directory.CreateDirectory(home);
        string made = Directory.CreateTempSubdirectory("rb-").FullName;
        File.WriteAllText(note, made);
        return made;
    }

    // buildah: null or ["overlay.mountopt=nodev"]; podman: {"overlay.mountopt": "nodev", "overlay.mount_program": {"Executable": …}}.
    private static IEnumerable<string> Options(JsonElement options) => options.ValueKind switch
    {
        JsonValueKind.Array => options.EnumerateArray().Select(o => o.GetString()!),
        JsonValueKind.Object => options.EnumerateObject().Select(o => o.Name + "=" +
            (o.Value.ValueKind == JsonValueKind.Object ? Property(o.Value, "executable").GetString() : o.Value.GetString())),
        _ => [],
    };

    private static JsonElement Property(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        throw new KeyNotFoundException(name);
    }
}
