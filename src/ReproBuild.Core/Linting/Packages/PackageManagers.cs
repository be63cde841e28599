using System.Text.RegularExpressions;

namespace ReproBuild.Linting.Packages;

/// <summary>The package managers that are known.</summary>
internal static partial class PackageManagers
{
    /// <summary>npm by itself: without operands it installs by the lock file, or past it.</summary>
    public static PackageManager Npm { get; } = new()
    {
        Programs = ["npm"],
        Verbs = ["install", "i", "add"],
        ValueOptions = new HashSet<string> { "--prefix", "-w", "--workspace", "--registry", "--cache", "--loglevel", "--omit", "--include", "--only", "--tag", "--userconfig", "-C" },
        IsPackage = name => IsName(name.TrimStart('@')) && (name[0] == '@' || !name.Contains('/', StringComparison.Ordinal)) && !name.EndsWith(".tgz", StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal),
        IsExact = name => name.IndexOf('@', 1) is > 0 and var at && ThreePartVersion().IsMatch(name[(at + 1)..]),
        WithVersion = name => (name.IndexOf('@', 1) is > 0 and var at ? name[..at] : name) + "@<version>",
        Source = "the registry",
        LookUp = "npm view NAME version",
    };

    /// <summary>cargo, which builds by a package's lock file only when told to.</summary>
    public static PackageManager Cargo { get; } = new()
    {
        Programs = ["cargo"],
        Verbs = ["install"],
        ValueOptions = new HashSet<string>
        {
            "--root", "--git", "--branch", "--tag", "--rev", "--path", "--bin", "--example", "-F", "--features", "--target", "--profile", "--registry", "--index",
            "--version", "--vers", "-j", "--jobs", "--config", "-Z", "--target-dir", "--color",
        },
        PinningOptions = ["--version", "--vers", "--path", "--rev", "--tag"],
        LockOption = "--locked",
        IsPackage = IsName,
        IsExact = name => name.Contains('@', StringComparison.Ordinal),
        WithVersion = name => name + "@<version>",
        Source = "crates.io",
        LookUp = "cargo search NAME",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PackageManager> All { get; } =
    [
        new()
        {
            Programs = ["apt-get", "apt", "aptitude"],
            Verbs = ["install"],
            UpgradeVerbs = ["upgrade", "dist-upgrade", "full-upgrade"],
            ValueOptions = new HashSet<string> { "-o", "--option", "-t", "--target-release", "--default-release", "-c", "--config-file", "-a", "--host-architecture", "-P", "--build-profiles" },
            PinningOptions = ["-S", "--snapshot", "-s", "--simulate", "--dry-run", "-d", "--download-only"],
            IsPackage = name => IsName(name) && name[^1] is not ('-' or '+') && !name.EndsWith(".deb", StringComparison.Ordinal),
            IsExact = HasVersion,
            WithVersion = name => name.Split('=', '/')[0] + "=<version>",
            Source = "the mirror",
            LookUp = "apt-cache policy NAME",
            Snapshot = DatedAddress(),
        },
        new()
        {
            Programs = ["apk"],
            Verbs = ["add"],
            UpgradeVerbs = ["upgrade"],
            ValueOptions = new HashSet<string>
            {
                "-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir", "--repositories-file", "--cache-dir", "--cache-max-age", "--wait", "--progress-fd",
            },
            PinningOptions = ["-s", "--simulate", "--no-network"],
            IsPackage = name => IsName(name) && !name.EndsWith(".apk", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal),
            IsExact = HasVersion,
            WithVersion = name => name[..UntilConstraint(name)] + "=<version>",
            Source = "the repository",
            LookUp = "apk policy NAME",
        },
        new()
        {
            Programs = ["dnf", "dnf5", "yum", "microdnf"],
            Verbs = ["install"],
            UpgradeVerbs = ["update", "upgrade"],
            ValueOptions = new HashSet<string>
            {
                "--setopt", "--releasever", "--installroot", "--enablerepo", "--disablerepo", "--repo", "--repoid", "-c", "--config", "-x", "--exclude", "--forcearch", "-e", "-d",
            },
            IsPackage = name => IsName(name) && !name.EndsWith(".rpm", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal),
            IsExact = name => VersionInName().IsMatch(name),
            WithVersion = name => name + "-<version>",
            Source = "the repository",
            LookUp = "dnf list NAME",
        },
        new()
        {
            Programs = ["pip", "uv"],
            Verbs = ["install", "pip install"],
            ValueOptions = new HashSet<string>
            {
                "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--src", "--platform", "--python-version", "--implementation",
                "--abi", "--progress-bar", "--log", "--proxy", "--timeout", "--retries", "--trusted-host", "--cert", "--client-cert", "--cache-dir", "--no-binary", "--only-binary",
                "--upgrade-strategy", "-C", "--config-settings", "--global-option", "--report", "--python", "-p", "--exists-action", "-e", "--editable", "--root-user-action",
                "-r", "--requirement", "-c", "--constraint",
            },
            // A file of requirements is where versions are said; it is not read here.
            PinningOptions = ["-r", "--requirement", "-c", "--constraint", "--require-hashes", "--no-index", "--dry-run"],
            IsPackage = name => IsName(name) && !name.Contains('/', StringComparison.Ordinal) && !name.Contains(" @", StringComparison.Ordinal) && !PythonFile().IsMatch(name),
            IsExact = name => name.Contains("==", StringComparison.Ordinal) && !name.Contains('*', StringComparison.Ordinal),
            WithVersion = name => name[..UntilConstraint(name)].TrimEnd() + "==<version>",
            Source = "the index",
            LookUp = "pip index versions NAME",
        },
        Npm,
        new()
        {
            Programs = ["gem"],
            Verbs = ["install"],
            ValueOptions = new HashSet<string> { "-i", "--install-dir", "-n", "--bindir", "-s", "--source", "-P", "--trust-policy", "-p", "--http-proxy", "--platform", "--build-root", "-v", "--version", "-g", "--file" },
            PinningOptions = ["-v", "--version", "-g", "--file"],
            IsPackage = name => IsName(name) && !name.Contains('/', StringComparison.Ordinal) && !name.EndsWith(".gem", StringComparison.Ordinal),
            IsExact = name => name.Contains(':', StringComparison.Ordinal),
            WithVersion = name => name + ":<version>",
            Source = "rubygems.org",
            LookUp = "gem list --remote --exact NAME",
        },
        new()
        {
            Programs = ["go"],
            Verbs = ["install", "get", "run"],
            ValueOptions = new HashSet<string> { "-o", "-tags", "-ldflags", "-gcflags", "-asmflags", "-mod", "-modfile", "-p", "-C", "-exec", "-overlay", "-pkgdir", "-toolexec" },
            // Without "@" the module's own go.mod says the version.
            IsPackage = name => name.Contains('@', StringComparison.Ordinal),
            IsExact = name => GoVersion().IsMatch(name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..]),
            WithVersion = name => name.Split('@')[0] + "@<version>",
            Source = "its repository",
            LookUp = "go list -m MODULE@latest",
        },
        Cargo,
        new()
        {
            Programs = ["dotnet"],
            Verbs = ["tool install"],
            ValueOptions = new HashSet<string> { "--add-source", "--source", "--configfile", "--framework", "--tool-path", "--tool-manifest", "--version", "-v", "--verbosity", "-a", "--arch" },
            PinningOptions = ["--version"],
            IsPackage = IsName,
            IsExact = name => name.Contains('@', StringComparison.Ordinal),
            WithVersion = name => name + " --version <version>",
            Source = "the feed",
            LookUp = "dotnet tool search NAME",
        },
    ];

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && !name.Contains("://", StringComparison.Ordinal) && !name.StartsWith("git+", StringComparison.Ordinal);

    /// <summary><c>name=1.2</c>, and not <c>name&gt;=1.2</c>, <c>name~=1.2</c> or <c>name=1.*</c>.</summary>
    private static bool HasVersion(string name) =>
        name.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && name[at - 1] is not ('<' or '>' or '~' or '!') && !name.Contains('*', StringComparison.Ordinal);

    private static int UntilConstraint(string name) => name.IndexOfAny(['=', '<', '>', '~', '!', ';']) is >= 0 and var at ? at : name.Length;

    // Debian's and Ubuntu's snapshots have the day and the second in their addresses.
    [GeneratedRegex(@"https?://\S+/\d{8}T\d{6}Z\b", RegexOptions.CultureInvariant)]
    private static partial Regex DatedAddress();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+(?![\d.]*[xX*])", RegexOptions.CultureInvariant)]
    private static partial Regex ThreePartVersion();

    // name-version, name-version-release: "python3-devel" has none.
    [GeneratedRegex(@"-\d[^-]*(-[^-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionInName();

    [GeneratedRegex(@"\.(whl|zip|tar\.\w+|tgz)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PythonFile();

    [GeneratedRegex(@"\A(v\d+\.\d+\.\d+\S*|[0-9a-f]{7,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex GoVersion();
}
