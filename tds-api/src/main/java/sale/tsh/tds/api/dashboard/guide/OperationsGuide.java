package sale.tsh.tds.api.dashboard.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The operations guide as HTML, and its sections by their anchors. The text is the file {@code
 * docs/OPERATIONS.md} of this release, which is in the jar. It is rendered when somebody first
 * reads it.
 *
 * <p>Links within the guide lead to the view. Links to other files of the documentation are plain
 * text, because the service does not serve those.
 */
@Lazy
@Component("operationsGuide")
public class OperationsGuide {

  private static final String VIEW = "view/guide";
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .attributeProviderFactory(context -> OperationsGuide::addAttributes)
          .build();

  private final String html;
  private final Map<String, Section> sections;

  /**
   * A heading and what follows it.
   *
   * @param title the text of the heading
   * @param level the level of the heading, from 1
   * @param html what stands between this heading and the next one
   */
  public record Section(String title, int level, String html) {}

  OperationsGuide() {
    this(text());
  }

  OperationsGuide(String markdown) {
    Node document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
    document.accept(new LinksOfTheView());
    this.html = renderer.render(document);
    this.sections = sections(document);
  }

  /** The whole guide. */
  public String html() {
    return html;
  }

  /** The sections by anchor, such as {@code alert-queue-backlog}, in the guide's order. */
  public Map<String, Section> sections() {
    return sections;
  }

  /** What the guide says under an anchor, up to the next heading; null without such a heading. */
  public @Nullable String section(String anchor) {
    Section section = sections.get(anchor);
    return section == null ? null : section.html();
  }

  private Map<String, Section> sections(Node document) {
    IdGenerator anchors = IdGenerator.builder().build();
    TextContentRenderer plain = TextContentRenderer.builder().build();
    Map<String, Section> found = new LinkedHashMap<>();
    for (Node each = document.getFirstChild(); each != null; each = each.getNext()) {
      if (each instanceof Heading heading) {
        String title = plain.render(heading).strip();
        found.put(
            anchors.generateId(title),
            new Section(
                title,
                heading.getLevel(),
                following(heading).stream().map(renderer::render).collect(Collectors.joining())));
      }
    }
    return found;
  }

  private static List<Node> following(Heading heading) {
    List<Node> nodes = new ArrayList<>();
    for (Node each = heading.getNext();
        each != null && !(each instanceof Heading);
        each = each.getNext()) {
      nodes.add(each);
    }
    return nodes;
  }

  /** What is wider than the window scrolls by itself, and the keyboard must reach it. */
  private static void addAttributes(Node node, String tag, Map<String, String> attributes) {
    boolean isCode = node instanceof FencedCodeBlock && tag.equals("pre");
    boolean isTable = node instanceof TableBlock && tag.equals("table");
    if (isCode || isTable) {
      attributes.put("tabindex", "0");
    } else if (node instanceof Link link && link.getDestination().startsWith("http")) {
      attributes.put("rel", "noreferrer");
    }
  }

  private static final class LinksOfTheView extends AbstractVisitor {

    @Override
    public void visit(Link link) {
      visitChildren(link);
      if (link.getDestination().startsWith("#")) {
        link.setDestination(VIEW + link.getDestination());
      } else if (!link.getDestination().startsWith("http")) {
        children(link).forEach(link::insertBefore);
        link.unlink();
      }
    }

    private static List<Node> children(Node parent) {
      List<Node> children = new ArrayList<>();
      for (Node each = parent.getFirstChild(); each != null; each = each.getNext()) {
        children.add(each);
      }
      return children;
    }
  }

  private static String text() {
    try {
      return new ClassPathResource("OPERATIONS.md").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
