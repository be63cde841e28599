using System.Diagnostics;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Core.Tests.Reporting;
using ReproBuild.Linting;
using ReproBuild.Reporting;

namespace ReproBuild.Sdk.Tests.Reporting;

[TestClass]
public sealed class HtmlReportTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_report_opens_without_a_complaint_or_a_request_and_shows_cause_and_remedy()
    {
        await WithPageAsync(Reported.Divergent(), 1280, dark: false, async page =>
        {
            Assert.AreEqual("Two builds of commit 3fa1c02 differ in 4 places.", await page.TextAsync("h1"));
            Assert.Contains(Reported.DigestOf("left").ToString(), await page.TextAsync("header"));
            string card = await page.TextAsync("#finding-0");
            Assert.Contains("The time of the build", card);
            Assert.Contains("RUN date --date=@$SOURCE_DATE_EPOCH", card);
            Assert.AreEqual(2, (int)(await page.EvaluateAsync("document.querySelectorAll('.code .blamed').length"))!);
            Assert.Contains("17:10:5", await page.TextAsync("#detail"));
            await page.KeepAsync("report-light", whole: true);
        });
    }

    [TestMethod]
    public async Task Text_from_strangers_is_inert_and_what_cannot_be_seen_is_shown()
    {
        const string stranger = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u202Ecod.exe\0";
        await WithPageAsync(Reported.Divergent(stranger), 1280, dark: false, async page =>
        {
            await page.EvaluateAsync("(document.getElementById('path').value = 'script', document.getElementById('path').dispatchEvent(new Event('input')), new Promise(done => setTimeout(done, 200)))");
            Assert.AreNotEqual("owned", (string?)await page.EvaluateAsync("document.title"));
            Assert.AreEqual(0, (int)(await page.EvaluateAsync("document.images.length"))!);
            string shown = await page.TextAsync("#detail");
            Assert.Contains("<img src=x", shown);
            Assert.Contains("\\u{202e}", shown);
            Assert.Contains("\\u{0}", shown);
            Assert.DoesNotContain('\u202E', (string)(await page.EvaluateAsync("document.body.innerText"))!);
            await page.KeepAsync("report-hostile");
        });
    }

    [TestMethod]
    public async Task Filters_and_keys_find_a_difference()
    {
        await WithPageAsync(Reported.Divergent(), 1280, dark: true, async page =>
        {
            await page.EvaluateAsync("(document.getElementById('cause').value = '2', document.getElementById('cause').dispatchEvent(new Event('change')))");
            Assert.AreEqual("2 of 4 differences", await page.TextAsync("#count"));
            Assert.Contains("data.bin", await page.TextAsync("#detail-title"));
            await page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))");
            Assert.Contains("a.zip", await page.TextAsync("#detail-title"));
            await page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))");
            Assert.AreEqual("path", (string?)await page.EvaluateAsync("document.activeElement.id"));
            await page.KeepAsync("report-dark");
        });
    }

    [TestMethod]
    public async Task On_paper_there_are_the_differences_and_nothing_to_press()
    {
        await WithPageAsync(Reported.Divergent(), 800, dark: false, async page =>
        {
            await page.PrintAsync();
            Assert.AreEqual("none", (string?)await page.EvaluateAsync("getComputedStyle(document.getElementById('filters')).display"));
            Assert.AreEqual("none", (string?)await page.EvaluateAsync("getComputedStyle(document.querySelector('.paste button')).display"));
            Assert.Contains("/app/data.bin", await page.TextAsync("#printed"));
            Assert.Contains("RUN date --date=@$SOURCE_DATE_EPOCH", await page.TextAsync("#finding-0"));
            await page.KeepAsync("report-print", whole: true);
        });
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task On_a_phone_nothing_is_wider_than_the_page(bool dark)
    {
        await WithPageAsync(Reported.Divergent(new string('w', 300)), 390, dark, async page =>
        {
            Assert.AreEqual(390, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth"))!);
            await page.KeepAsync(dark ? "report-phone-dark" : "report-phone", whole: true);
        });
    }

    [TestMethod]
    public async Task Text_can_be_told_from_its_ground_by_day_and_by_night()
    {
        // Contrast as WCAG 2.1 defines it, for every colour of text on every ground that it stands on.
        const string contrast = """
            (() => {
              const value = name => { const probe = document.createElement('span'); probe.style.color = 'var(--' + name + ')'; document.body.append(probe);
                const parts = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number); probe.remove(); return parts; };
              const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4); return .2126 * x + .7152 * y + .0722 * z; };
              const pairs = [['ink','paper'],['ink','sheet'],['ink','sunk'],['soft','paper'],['soft','sheet'],['soft','sunk'],['link','sheet'],['link','bad-wash'],['good','good-wash'],['warn','warn-wash'],['bad','bad-wash'],['ink','bad-wash'],['soft','bad-wash'],['ink','was'],['ink','now'],['ink','was-mark'],['ink','now-mark']];
              return Math.min(...pairs.map(([a, b]) => { const [x, y] = [light(value(a)), light(value(b))]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); }));
            })()
            """;
        foreach (bool dark in new[] { false, true })
            await WithPageAsync(Reported.Accepted(), 1280, dark, async page => Assert.IsGreaterThanOrEqualTo(4.5, (double)(await page.EvaluateAsync(contrast))!));
    }

    [TestMethod]
    public async Task A_hundred_thousand_differences_open_with_a_few_rows_on_the_page()
    {
        var one = Reported.Divergent();
        var layer = one.Differences[0].Difference.Layer;
        var many = Enumerable.Range(0, Diagnosis.MaxDifferences).Select(i =>
            new ExplainedDifference(
                new Difference(DifferenceKind.Metadata)
                {
                    Platform = Reported.Amd64,
                    Layer = layer,
                    Path = $"usr/share/package-{i / 100}/file-{i}.txt",
                    Fields = [new FieldDifference("mtime", $"2026-11-22T17:10:{i % 60:00}Z", $"2026-11-22T17:11:{i % 60:00}Z")],
                },
                [], Certainty.Unexplained)
            { Bytes = 20, Findings = [2] }).ToArray();
        var begun = new Stopwatch();
        begun.Start();

        await WithPageAsync(one with { Differences = many, DifferenceCount = many.Length }, 1280, dark: false, async page =>
        {
            double ready = (double)(await page.EvaluateAsync("performance.getEntriesByType('navigation')[0].loadEventEnd"))!;
            TestContext.WriteLine($"100,000 differences were ready {ready:F0} ms after the page was asked for, written and opened in {begun.ElapsedMilliseconds} ms.");
            Assert.AreEqual("100,000 differences", await page.TextAsync("#count"));
            Assert.IsLessThan(60, (int)(await page.EvaluateAsync("document.querySelectorAll('#rows > .row').length"))!);
            await page.EvaluateAsync("(document.getElementById('list').scrollTop = 1e9, new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");
            Assert.Contains("file-99999.txt", await page.TextAsync("#rows"));
            Assert.IsLessThan(60, (int)(await page.EvaluateAsync("document.querySelectorAll('#rows > .row').length"))!);
            await page.KeepAsync("report-many");
        });
    }

    [TestMethod]
    public async Task What_was_read_from_the_Dockerfile_has_a_section_with_line_and_remedy()
    {
        var finding = new LintFinding("REPRO3415", "Packages without versions", "apk add takes <b>curl</b> in whichever version there is.", new Remedy("Say its version.", "RUN apk add curl=<version>"),
            Reported.Dockerfile.Path, 3, 5, 3, "RUN apk add curl");
        await WithPageAsync(Reported.Divergent(), 1280, dark: false, async page =>
        {
            string section = await page.TextAsync("#static");
            Assert.Contains("Dockerfile:3", section);
            Assert.Contains("apk add takes <b>curl</b>", section);
            Assert.Contains("RUN apk add curl=<version>", section);
            await page.KeepAsync("report-static", whole: true);
        }, finding);
        await WithPageAsync(Reported.Divergent(), 1280, dark: false, async page =>
            Assert.IsTrue((bool)(await page.EvaluateAsync("document.getElementById('static').hidden"))!));
    }

    private async Task WithPageAsync(Diagnosis diagnosis, int width, bool dark, Func<BrowserPage, Task> look, params LintFinding[] read)
    {
        var cancellation = TestContext.CancellationToken;
        using var folder = new TestFolder();
        string file = ReportWriter.WriteAll(diagnosis, Reported.Options(folder.Path) with { Formats = [ReportFormat.Html], StaticFindings = read }).Single();
        await using var browser = await Browser.StartAsync(cancellation);
        using var page = await browser.OpenAsync(file, width, dark, cancellation);

        Assert.AreEqual("yes", (string?)await page.EvaluateAsync("document.documentElement.dataset.ready"), string.Join('\n', page.Errors));
        await look(page);

        Assert.IsEmpty(page.Errors, string.Join('\n', page.Errors));
        Assert.IsTrue(page.Requests.All(r => r.StartsWith("file://", StringComparison.Ordinal) || r.StartsWith("data:", StringComparison.Ordinal)), string.Join('\n', page.Requests));
    }
}
