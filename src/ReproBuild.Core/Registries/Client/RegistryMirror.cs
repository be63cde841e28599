namespace ReproBuild.Registries;

/// <summary>A registry that stands in for another when images are read.</summary>
/// <param name="Registry">The registry that names say: <c>docker.io</c>.</param>
/// <param name="Host">The host that is asked, with its port if one is given.</param>
/// <param name="Prefix">What is put before each repository there, without slashes at its ends; empty where nothing is.</param>
public sealed record RegistryMirror(string Registry, string Host, string Prefix)
{
    /// <summary><c>host[:port][/prefix]</c>.</summary>
    public string Location => Prefix.Length == 0 ? Host : $"{Host}/{Prefix}";
}
