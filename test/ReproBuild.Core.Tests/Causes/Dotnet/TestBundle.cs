using System.Text;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

/// <summary>Single-file applications: a host that is no program, and files as the SDK puts them behind one another, in format 6.</summary>
internal static class TestBundle
{
    /// <summary>An assembly and a configuration.</summary>
    public static byte[] Of(string id, string assembly, string configuration) =>
        Of(id, ("App.dll", 1, Encoding.Latin1.GetBytes(assembly)), ("App.runtimeconfig.json", 4, Encoding.Latin1.GetBytes(configuration)));

    /// <summary>Any files; the last is the configuration.</summary>
    public static byte[] Of(string id, params (string Name, byte Type, byte[] Content)[] files)
    {
        byte[] signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write("\u007fELF"u8);
        writer.Write(new byte[60]);
        writer.Write(0L);
        writer.Write(signature);
        writer.Write("the rest of the host"u8);
        var offsets = new List<long>();
        foreach (var file in files)
        {
            while (stream.Position % 16 != 0) writer.Write((byte)0);
            offsets.Add(stream.Position);
            writer.Write(file.Content);
        }

        long list = stream.Position;
        writer.Write(6);
        writer.Write(0);
        writer.Write(files.Length);
        writer.Write(id);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(offsets[^1]);
        writer.Write((long)files[^1].Content.Length);
        writer.Write(0L);
        foreach (var (file, offset) in files.Zip(offsets))
        {
            writer.Write(offset);
            writer.Write((long)file.Content.Length);
            writer.Write(0L);
            writer.Write(file.Type);
            writer.Write(file.Name);
        }

        writer.Flush();
        byte[] bytes = stream.ToArray();
        BitConverter.GetBytes(list).CopyTo(bytes, 64);
        return bytes;
    }
}
