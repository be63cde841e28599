using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ICSharpCode.SharpZipLib;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes;

/// <summary>What parsers throw at content that is not what it seems.</summary>
internal static class ContentFault
{
    /// <summary>Whether an exception says that a content is malformed, and nothing else.</summary>
    public static bool IsOne(Exception exception) => exception
        is InvalidDataException or BadImageFormatException or EndOfStreamException or FormatException or OverflowException
        or ArgumentException or InvalidCastException or IndexOutOfRangeException or InvalidOperationException or NotSupportedException
        or DecoderFallbackException or JsonException or SharpZipBaseException or RegexMatchTimeoutException or ReproException
        or ZstdSharp.ZstdException or SharpCompress.Common.SharpCompressException or System.Xml.XmlException;

    /// <summary>What is told of a fault of ours, which must not cost the verdict.</summary>
    public static string Unforeseen(Exception exception) =>
        $"looking into it failed ({exception.GetType().Name}: {Comparing.Printable.Escape(exception.Message)}); please report this";
}
