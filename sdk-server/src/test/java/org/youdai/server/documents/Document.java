package org.youdai.server.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown or HTML file of the repository.
 *
 * @param file relative to the repository
 * @param anchors what a link can name in it, as the hosting pages make them of headings
 * @param targets what it links to, images included
 */
record Document(Path file, Set<String> anchors, List<String> targets, List<Block> blocks) {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NO_DOCUMENTS = Set.of("target", ".git", ".ci", "node_modules");
  private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
  private static final Pattern TARGET = Pattern.compile("\\b(?:href|src)=\"([^\"]+)\"");

  /** Returns every Markdown file, and the pages in {@code docs}. */
  static List<Document> all() throws IOException {
    List<Document> found = new ArrayList<>();
    collect(ROOT, found);
    return found;
  }

  private static void collect(Path folder, List<Document> found) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (Files.isDirectory(file)) {
          if (!NO_DOCUMENTS.contains(name)) {
            collect(file, found);
          }
        } else if (name.endsWith(".md") || (name.endsWith(".html") && isInDocs(file))) {
          found.add(read(ROOT.relativize(file)));
        }
      }
    }
  }

  private static boolean isInDocs(Path file) {
    return file.startsWith(ROOT.resolve("docs"));
  }

  /** Returns one of them. */
  static Document read(Path file) {
    try {
      String text = Files.readString(ROOT.resolve(file));
      return file.toString().endsWith(".md") ? markdown(file, text) : page(file, text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Document page(Path file, String text) {
    return new Document(
        file, new HashSet<>(all(ID, text)), new ArrayList<>(all(TARGET, text)), List.of());
  }

  static Document markdown(Path file, String text) {
    Reader reader = new Reader(file);
    Parser.builder()
        .includeSourceSpans(IncludeSourceSpans.BLOCKS)
        .build()
        .parse(text)
        .accept(reader);
    return new Document(file, reader.anchors, reader.targets, reader.blocks);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static final class Reader extends AbstractVisitor {
    private final Path file;
    private final Set<String> anchors = new HashSet<>();
    private final List<String> targets = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    Reader(Path file) {
      this.file = file;
    }

    @Override
    public void visit(Heading heading) {
      String anchor = anchor(words(heading));
      String free = anchor;
      for (int i = 1; !anchors.add(free); i++) {
        free = anchor + "-" + i;
      }
      visitChildren(heading);
    }

    @Override
    public void visit(Link link) {
      targets.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      targets.add(image.getDestination());
    }

    @Override
    public void visit(HtmlInline html) {
      take(html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      take(html.getLiteral());
    }

    private void take(String html) {
      anchors.addAll(all(ID, html));
      targets.addAll(all(TARGET, html));
    }

    @Override
    public void visit(FencedCodeBlock code) {
      String[] words = String.valueOf(code.getInfo()).strip().split(" +", 2);
      add(code, words[0], words.length > 1 ? words[1] : "", code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      add(code, "indented", "", code.getLiteral());
    }

    private void add(Node code, String kind, String about, String text) {
      int line = code.getSourceSpans().get(0).getLineIndex() + 1;
      blocks.add(new Block(file, line, kind, about, text));
    }
  }

  private static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString();
  }

  /** Returns what the hosting pages make of a heading: words in lower case, joined by dashes. */
  static String anchor(String heading) {
    Matcher punctuation = Pattern.compile("[^\\p{L}\\p{N}\\p{M}_ -]").matcher(heading);
    return punctuation.replaceAll("").toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
