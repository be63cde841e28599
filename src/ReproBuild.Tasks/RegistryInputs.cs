using Microsoft.Build.Framework;
using ReproBuild.Diagnostics;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>Turns items into how registries are reached.</summary>
internal static class RegistryInputs
{
    private const string MirrorItem = "ReproRegistryMirror";

    /// <summary>What the environment says, and over its mirrors <c>registry=host</c>, or <c>registry</c> with the metadata <c>Value</c>.</summary>
    /// <exception cref="ReproException">REPRO1005: a mirror is malformed.</exception>
    public static RegistryOptions Options(ITaskItem[] mirrors)
    {
        var options = RegistryOptions.FromEnvironment();
        return options with { Mirrors = mirrors.Aggregate(options.Mirrors, Add) };
    }

    /// <summary>What the environment says, with the credentials that the .NET SDK takes from it when it pushes.</summary>
    /// <exception cref="ReproException">REPRO1005: a variable is malformed.</exception>
    public static RegistryOptions ForPushing()
    {
        var options = RegistryOptions.FromEnvironment();
        return options with { Credentials = new EnvironmentCredentials(Environment.GetEnvironmentVariable, options.Credentials) };
    }

    private static RegistryMirrors Add(RegistryMirrors mirrors, ITaskItem item)
    {
        string text = item.ItemSpec.Trim(), value = item.GetMetadata("Value").Trim();
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? mirrors.With(text, value, MirrorItem) : mirrors.With(text[..equals].Trim(), text[(equals + 1)..].Trim(), MirrorItem);
    }
}
