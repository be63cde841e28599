using System.Text;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Rewriting;

/// <summary>
/// Layers made from seeds. Those of odd seeds are such as no engine would dream of: few names, so that paths collide. Those of
/// even seeds are ordinary but for their order: every path once, and nothing but folders above others.
/// </summary>
internal static class RandomLayer
{
    private static readonly string[] Names = ["a", "b", "a.txt", "a-b", ".wh.a", ".wh.b", ".wh..wh..opq", "ü", "Z"];

    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        var tar = new TarBuilder();
        int count = random.Next(1, 25);
        for (int i = 0; i < count; i++)
        {
            tar.Add(seed % 2 == 1
                ? Item(random, Path(random), Path(random))
                : Item(random, TamePath(random, i), TamePath(random, random.Next(count))));
        }
        return tar.Build();
    }

    private static TarItem Item(Random random, string path, string target)
    {
        var item = new TarItem(path)
        {
            Mode = random.Next(0, 4096),
            Uid = random.Next(3) == 0 ? 3_000_000 : random.Next(2000),
            Gid = random.Next(2000),
            MTime = random.NextInt64(2_000_000_000),
            User = random.Next(2) == 0 ? "someone" : "",
            PaxHeaderName = $"./PaxHeaders.{random.Next(30000)}/x",
            Pax = Records(random),
        };
        return random.Next(8) switch
        {
            0 => item with { Path = path.TrimEnd('/') + "/", Type = '5' },
            1 => item with { Type = '1', Link = target },
            2 => item with { Type = '2', Link = "../" + target },
            3 => item with { Type = '3', DevMajor = random.Next(300), DevMinor = random.Next(300) },
            4 => item with { Type = '6' },
            _ => item with { Content = Content(random) },
        };
    }

    // The folder follows from the number, so that a hard link finds its target; the order of numbers is not that of names.
    private static string TamePath(Random random, int number)
    {
        string folder = new[] { "", "d1/", "d1/d2/", "ü/" }[number % 4];
        return (random.Next(4) == 0 ? "./" : "") + folder + "f" + (number * 7919 % 1000);
    }

    private static string Path(Random random)
    {
        string path = string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)]));
        return random.Next(6) switch { 0 => "./" + path, 1 => "/" + path, 2 => path.Replace("/", "//", StringComparison.Ordinal), _ => path };
    }

    private static List<(string, string)> Records(Random random)
    {
        List<(string, string)> records = [];
        if (random.Next(2) == 0) records.Add(("atime", "1700000000.123"));
        if (random.Next(3) == 0) records.Add(("SCHILY.xattr.user.x", "value " + random.Next(10)));
        if (random.Next(3) == 0) records.Add(("SCHILY.xattr.security.capability", "\u0001="));
        if (random.Next(2) == 0) records.Add(("mtime", "1699999999.5"));
        return records;
    }

    private static byte[] Content(Random random) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("content " + random.Next(5), random.Next(0, 300))));
}
