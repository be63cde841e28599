using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>A here-document of RUN, COPY or ADD.</summary>
/// <param name="Name">The word that ends it, without quotes.</param>
/// <param name="FileDescriptor">The number before <c>&lt;&lt;</c>; 0 without one.</param>
/// <param name="Expand">Whether variables in it are expanded: its word was not quoted.</param>
/// <param name="StripTabs">Whether it was opened by <c>&lt;&lt;-</c>.</param>
/// <param name="Content">The lines between, as they stand in the file.</param>
/// <param name="ContentSpan">Where <paramref name="Content"/> stands.</param>
public sealed record Heredoc(
    string Name, int FileDescriptor, bool Expand, bool StripTabs, string Content, SourceSpan ContentSpan)
{
    /// <summary>What a command gets to read: <see cref="Content"/>, without leading tabs where <see cref="StripTabs"/>.</summary>
    public string Body
    {
        get
        {
            if (!StripTabs) return Content;
            var body = new StringBuilder(Content.Length);
            bool atStart = true;
            foreach (char c in Content)
            {
                if (atStart && c == '\t') continue;
                atStart = c == '\n';
                body.Append(c);
            }

            return body.ToString();
        }
    }
}
