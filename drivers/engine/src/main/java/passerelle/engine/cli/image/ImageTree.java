package passerelle.engine.cli.image;

import java.util.List;
import passerelle.engine.cli.Invocation;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.text.Columns;

/**
 * {@code docker images --tree} of client 28, an experiment: the newest image first, all its names
 * above each other (docker/cli image/tree.go). Without containerd's store nobody knows an image's
 * platforms, and what its content takes.
 */
record ImageTree(Invocation call) {
  private static final String WARNING =
      "WARNING: This is an experimental feature. The output may change and shouldn't be depended"
          + " on.";
  private static final String LEGEND = "i Info →   U  In Use ";
  private static final String UNTAGGED = "<untagged>";
  private static final int USUAL_WIDTH = 80;

  /**
   * Prints the table.
   *
   * @param names those of an image together, in the order of its references
   */
  void print(List<UsageTable.Name> names) {
    call.line(WARNING);
    int columns = call.io().columns() == 0 ? USUAL_WIDTH : call.io().columns();
    call.line(" ".repeat(Math.max(0, columns - Columns.of(LEGEND))) + LEGEND);
    call.line("");
    int width = "IMAGE".length();
    for (UsageTable.Name name : names) {
      width = Math.max(width, title(name).length());
    }
    call.line(pad("IMAGE", width) + "   ID             DISK USAGE   CONTENT SIZE   EXTRA");
    for (int i = 0; i < names.size(); i++) {
      UsageTable.Name name = names.get(i);
      boolean more = i + 1 < names.size() && names.get(i + 1).image() == name.image();
      call.line(more ? title(name) : row(name, width));
    }
  }

  private static String title(UsageTable.Name name) {
    return name.reference().isEmpty() ? UNTAGGED : name.reference();
  }

  private String row(UsageTable.Name name, int width) {
    Image image = name.image();
    String size = Units.humanSize(ImageStore.of(call.engine()).size(image), 3);
    boolean used = !call.engine().imageStore().users(image).isEmpty();
    return String.format(
        "%s   %s   %10s   %12s   %s",
        pad(title(name), width),
        Units.truncateId(image.digest()),
        size,
        "0B",
        used ? " U   " : "     ");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - Columns.of(text)));
  }
}
