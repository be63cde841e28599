using System.Text.RegularExpressions;

namespace ReproBuild.Linting.Packages;

/// <summary>Which snapshots a Dockerfile installs from. The whole text is searched once for each kind of address, however many commands ask.</summary>
/// <param name="dockerfile">The text.</param>
internal sealed class SnapshotAddresses(string dockerfile)
{
    private readonly Dictionary<Regex, bool> _known = [];

    /// <summary>Whether an address of a kind is named, wherever in the text.</summary>
    public bool Has(Regex address)
    {
        if (!_known.TryGetValue(address, out bool found)) _known[address] = found = address.IsMatch(dockerfile);
        return found;
    }
}
