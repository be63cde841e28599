using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using ReproBuild.Core.Tests.Causes.Dotnet;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>A thousand flipped bits in files of the operating system, each judged by a reading of its own.</summary>
[TestClass]
public sealed partial class SystemFileMutationTests
{
    [TestMethod]
    public void A_machine_number_that_is_none_is_not_explained() =>
        Holds("machine-id/drawn", content => Number().IsMatch(Latin(content)) ? "a number" : Latin(content));

    [TestMethod]
    public void A_user_with_another_password_or_limit_is_not_explained_by_days() =>
        Holds("shadow-date/useradd", content => Day().Replace(Latin(content), "$1:day:"));

    [TestMethod]
    public void Another_script_of_apk_is_not_explained_by_times() => Holds("apk-scripts/scripts", Entries);

    [TestMethod]
    public void Another_package_in_the_world_of_apk_is_not_explained_by_times() =>
        Holds("apk-scripts/world", content => Virtual().Replace(Latin(content), "$1=time"));

    [TestMethod]
    public void Another_package_that_apk_installed_is_not_explained_by_times() => Holds("apk-scripts/installed", content => Paragraphs(content, p =>
        p.StartsWith("P:.", StringComparison.Ordinal) || p.Contains("\nP:.", StringComparison.Ordinal)
            ? Regex.Replace(Regex.Replace(p, @"^V:20\d{6}\.\d{6}$", "V:time", RegexOptions.Multiline), "^[Ct]:.*$", "", RegexOptions.Multiline) : p));

    [TestMethod]
    public void What_stands_around_a_private_key_is_not_explained_by_it() =>
        Holds("generated-secret/ssh-keygen", content => Key().Replace(Latin(content), "$1$2"));

    [TestMethod]
    public void A_package_that_differs_in_more_than_its_version_brings_is_not_explained_by_drift() => Holds("input-drift/dpkg", content => Paragraphs(content, p =>
        Regex.IsMatch(p, "^Version:", RegexOptions.Multiline) ? string.Join('\n', Regex.Matches(p, "^(Package|Status|Architecture):.*$", RegexOptions.Multiline).Select(m => m.Value)) : p),
        content => Paragraphs(content, p => Regex.Match(p, "^Version:(.*)$", RegexOptions.Multiline).Groups[1].Value.Trim() + Name(p)));

    [TestMethod]
    public void A_module_that_pip_lists_with_another_hash_is_not_explained_by_order() => Holds("python-install-record/order", content => string.Join('\n', Latin(content)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => Regex.Replace(r.TrimEnd('\r'), @"^(.*(?:\.pyc|\.dist-info/direct_url\.json)""?),[^,]*,[^,]*$", "$1")).Order(StringComparer.Ordinal)));

    [TestMethod]
    public void Another_name_of_an_asset_is_not_explained_by_its_fingerprint() => Holds("wasm-fingerprint/published-in-two-folders", content => Hash().Replace(Latin(content), "*"));

    // What the oracle gives is what the file means. Where it is told apart by a second one, files that mean the same must also differ there.
    private static void Holds(string name, Func<byte[], string> meaning, Func<byte[], string>? version = null)
    {
        var pair = Mutations.Pair(name);
        string before = meaning(pair.Left);

        // Another cause may rightly explain what is none of this one.
        string[] wrong = [.. Mutations.Of(pair, (mutant, _) => Meaning(mutant) == before && (version is null || version(mutant) != version(pair.Left))).Where(w => pair.Expect.Any(w.Contains))];

        Assert.AreEqual(before, meaning(pair.Right), "the oracle itself");
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));

        string Meaning(byte[] mutant)
        {
            try
            {
                return meaning(mutant);
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
            {
                return "broken";
            }
        }
    }

    private static string Latin(byte[] content) => Encoding.Latin1.GetString(content);

    private static string Name(string paragraph) => Regex.Match(paragraph, "^Package: *(.*)$", RegexOptions.Multiline).Groups[1].Value;

    private static string Paragraphs(byte[] content, Func<string, string> of) => string.Join("\n\n", Latin(content).Split("\n\n").Select(of));

    private static string Entries(byte[] tar)
    {
        using var reader = new TarReader(new MemoryStream(tar));
        var text = new StringBuilder();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            text.AppendLine($"{entry.Name} {entry.EntryType} {entry.Mode} {entry.Uid} {entry.Gid} {entry.LinkName} {Convert.ToHexString(content.ToArray())}");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^[0-9a-f]{32}\n*\z")]
    private static partial Regex Number();

    // Days of the years 2000 to 2100.
    [GeneratedRegex(@"^([^:\n]*:[^:\n]*):(1095[7-9]|109[6-9][0-9]|1[1-9][0-9]{3}|[23][0-9]{4}|4[0-6][0-9]{3}|47[0-3][0-9]{2}|474[0-7][0-9]|4748[0-2]):", RegexOptions.Multiline)]
    private static partial Regex Day();

    [GeneratedRegex(@"^(\.[A-Za-z0-9._+-]+)=20[0-9]{6}\.[0-9]{6}$", RegexOptions.Multiline)]
    private static partial Regex Virtual();

    [GeneratedRegex("(-----BEGIN OPENSSH PRIVATE KEY-----).*(-----END OPENSSH PRIVATE KEY-----)", RegexOptions.Singleline)]
    private static partial Regex Key();

    // What follows from contents: names' fingerprints, hashes, entity tags; and times.
    [GeneratedRegex("""(?<=_framework/[A-Za-z0-9_.-]+\.)[a-z0-9]{10}(?=\.(wasm|js|dat)")|(?<="fingerprint","Value":")[a-z0-9]{10}(?=")|(?<="sha256-)[A-Za-z0-9+/]{43}(?==")|(?<="ETag","Value":"\\")[A-Za-z0-9+/]{43}(?==\\"")|(?<="Last-Modified","Value":")[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT(?=")""")]
    private static partial Regex Hash();
}
