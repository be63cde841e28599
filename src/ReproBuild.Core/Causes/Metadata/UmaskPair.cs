using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>The two umasks, one of each build, that would account for the modes of one layer.</summary>
/// <remarks>
/// A program creates a file with the rights of its owner for everybody, and the umask takes some away. What it must have taken and what it must have
/// left is gathered from each entry that differs; no bit may be both. A file whose mode is equal was left its rights by the umasks too, or it is
/// not the umask that decides here. Folders with equal modes say nothing: builders make those that are missing, with rights of their own.
/// </remarks>
internal sealed class UmaskPair
{
    private Umasked _left, _right;

    /// <summary>Adds an entry that differs.</summary>
    /// <param name="left">Its mode on the left.</param>
    /// <param name="right">Its mode on the right.</param>
    public void Add(int left, int right)
    {
        _left = _left.And(left);
        _right = _right.And(right);
    }

    /// <summary>Whether there is such a pair.</summary>
    /// <param name="files">The rights of all files of the layer.</param>
    public bool Exists(FileRights files) => _left.IsPossible(files.Left) && _right.IsPossible(files.Right);

    // What one umask must have taken from entries and what it must have left them.
    private readonly record struct Umasked(int Taken, int Left)
    {
        public Umasked And(int mode)
        {
            int owner = (mode >> 6) & 7, created = (owner << 6) | (owner << 3) | owner;
            return new Umasked(Taken | (created & ~mode), Left | (created & mode));
        }

        public bool IsPossible(int ofFiles) => (Taken & (Left | ofFiles)) == 0;
    }
}
