package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.engine.cli.Invocation;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.text.Align;
import passerelle.text.Columns;

/**
 * How {@code docker images} lists images since client 29: by name, with what they take on the disk,
 * and whether a container uses them (docker/cli image/tree.go).
 */
public final class UsageTable {
  private static final String WARNING =
      "WARNING: This output is designed for human readability. For machine-readable output, please"
          + " use --format.\n";
  private static final String LEGEND = "i Info →   U  In Use";
  private static final String UNTAGGED = "<untagged>";
  private static final String GAP = "   ";

  private final Invocation call;
  private final ImageStore store;

  UsageTable(Invocation call) {
    this.call = call;
    this.store = ImageStore.of(call.engine().profile().version());
  }

  /** One name of an image. */
  public record Name(String reference, Image image) {}

  /**
   * Prints the table.
   *
   * @param tree names of the same image together, and below them its platforms
   */
  void print(List<Name> names, boolean tree) {
    List<Name> sorted = new ArrayList<>(names);
    sorted.replaceAll(n -> n.reference().isEmpty() ? new Name(UNTAGGED, n.image()) : n);
    if (!call.flags().on("all")) {
      sorted.removeIf(n -> n.reference().equals(UNTAGGED));
    }
    sorted.sort(Comparator.comparing(Name::reference));
    int columns = call.io().columns();
    if (columns == 0) {
      call.io().err(WARNING);
    } else {
      call.line(" ".repeat(Math.max(0, columns - Columns.of(LEGEND))) + LEGEND);
    }
    int width = sorted.stream().mapToInt(n -> n.reference().length()).max().orElse(0);
    width = Math.max(width, "IMAGE".length());
    call.line(pad("IMAGE", width) + "   ID             DISK USAGE   CONTENT SIZE   EXTRA");
    for (int i = 0; i < sorted.size(); i++) {
      Name name = sorted.get(i);
      boolean more = tree && i + 1 < sorted.size() && sorted.get(i + 1).image() == name.image();
      call.line(more ? pad(name.reference(), width) : row(name.reference(), name.image(), width));
      if (tree && !more) {
        call.line(row("└─ linux/amd64", name.image(), width));
        call.line("");
      }
    }
  }

  private String row(String title, Image image, int width) {
    boolean used = !call.engine().imageStore().users(image).isEmpty();
    return String.join(
        GAP,
        pad(title, width),
        Units.truncateId(image.digest()),
        Align.right(Units.humanSize(store.size(image), 3), "DISK USAGE".length()),
        Align.right(Units.humanSize(image.layers().content(), 3), "CONTENT SIZE".length()),
        used ? " U   " : "     ");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - Columns.of(text)));
  }
}
