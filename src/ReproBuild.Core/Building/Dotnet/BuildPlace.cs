namespace ReproBuild.Building.Dotnet;

/// <summary>Where a build of .NET sees its source: a real path that ends up in what the compilers write.</summary>
internal abstract class BuildPlace
{
    // Every user of every machine must be able to have this path: only the folder for temporary files is writable for all.
    private static readonly string Base = OperatingSystem.IsWindows() ? @"C:\reprobuild" : "/tmp/reprobuild";

    /// <summary>The one path that images are built at.</summary>
    public static readonly string Canonical = Path.Combine(Base, "src");

    /// <summary>A path of another length, for the second build of a verification.</summary>
    public static readonly string Varied = Path.Combine(Base, "another-path-of-another-length", "src");

    /// <summary>The folder above both.</summary>
    protected static string BaseDirectory => Base;

    /// <summary>The path that the build sees.</summary>
    public abstract string RealPath { get; }

    /// <summary>The folder to put the source into.</summary>
    public abstract string StageDirectory { get; }

    /// <summary>The command as it runs at this place.</summary>
    /// <param name="command">A command whose paths are those that the build sees.</param>
    /// <param name="umask">The file mode creation mask, octal.</param>
    public abstract EngineCommand Enter(EngineCommand command, string umask);
}
