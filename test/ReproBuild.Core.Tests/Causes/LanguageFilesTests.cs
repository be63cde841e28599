using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed class LanguageFilesTests
{
    [TestMethod]
    [DataRow("usr/lib/python3/a-1.dist-info/direct_url.json", "python-install-record")]
    [DataRow("opt/conda/conda-meta/history", "python-install-record")]
    [DataRow("app/node_modules/.package-lock.json", "node-modules-stamp")]
    [DataRow("root/.npm/_logs/2026-11-22T17_10_55_000Z-debug-0.log", "node-modules-stamp")]
    [DataRow("usr/local/bundle/extensions/x86_64-linux/3.3.0/ffi-1.16.3/gem_make.out", "gem-build-log")]
    [DataRow("usr/local/bundle/extensions/x86_64-linux/3.3.0/ffi-1.16.3/mkmf.log", "gem-build-log")]
    public void A_file_that_nobody_needs_is_explained_by_its_path(string path, string cause)
    {
        var diagnosis = Explained.Tars(new TarBuilder().File(path, "red"), new TarBuilder().File(path, "blue"));

        Assert.AreEqual((cause, Certainty.Proven), (diagnosis.Findings.Single().CauseId, diagnosis.Findings.Single().Certainty));
    }

    [TestMethod]
    [DataRow("app/package-lock.json")]
    [DataRow("app/direct_url.json")]
    [DataRow("var/history")]
    [DataRow("app/npm/_logs/x.txt")]
    public void A_file_of_a_like_name_is_not(string path)
    {
        var diagnosis = Explained.Tars(new TarBuilder().File(path, "red"), new TarBuilder().File(path, "blue"));

        Assert.AreEqual("unexplained", diagnosis.Findings.Single().CauseId);
    }
}
