namespace ReproBuild.Causes.Diffs;

/// <summary>The rows that a difference may still take, members of archives and what is in them together.</summary>
internal sealed class DiffRows
{
    private int _left = DiffLimits.MaxRows;

    /// <summary>Whether a row is left.</summary>
    public bool Any => _left > 0;

    /// <summary>Takes a row.</summary>
    /// <returns>False where none is left.</returns>
    public bool Take()
    {
        if (_left == 0) return false;
        _left--;
        return true;
    }
}
