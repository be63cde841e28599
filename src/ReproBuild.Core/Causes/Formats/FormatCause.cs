namespace ReproBuild.Causes.Formats;

/// <summary>What a format of archives says of its members differs.</summary>
internal sealed class FormatCause(string id, string code, string title, string advice, string? paste) : ICause
{
    public static ICause Gzip { get; } = new FormatCause(
        "gzip-header", "REPRO5210", "Headers of gzip files",
        "Pack without name and time.", "gzip -n");

    public static ICause Zip { get; } = new FormatCause(
        "zip-times", "REPRO5211", "Times and order in zip archives",
        "Give the packer fixed times and a sorted list of files; jar and many build tools take a date or SOURCE_DATE_EPOCH.",
        "find . -exec touch -h -d @$SOURCE_DATE_EPOCH {} + && find . -type f | LC_ALL=C sort | TZ=UTC zip -X out.zip -@\njar --create --date=\"$(date -u -d @$SOURCE_DATE_EPOCH +%FT%TZ)\" --file out.jar -C classes .");

    public static ICause Ar { get; } = new FormatCause(
        "ar-times", "REPRO5212", "Times and owners in ar archives",
        "Pack in deterministic mode.", "ar rcD");

    public static ICause Nested { get; } = new FormatCause(
        "nested-archive", "REPRO5209", "Times and order in an archive",
        "Pack with sorted names, one owner and one time, and with the same compressor.",
        "tar --sort=name --mtime=@$SOURCE_DATE_EPOCH --owner=0 --group=0 --numeric-owner --format=ustar");

    public string Id => id;

    public string Code => code;

    public string Title => title;

    public Remedy RemedyFor(RemedyContext context) => new(advice, paste);
}
