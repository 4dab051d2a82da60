package passerelle.cli.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.files.FileRefusal;
import passerelle.files.OwnPaths;
import passerelle.files.RegularFile;

/**
 * The images of a deck, as addresses that hold them (RFC 2397). A deck is a stranger's: it names
 * images beside itself, or below the directory one is in, and nothing else of the machine.
 */
record DeckImages(Path deck) {
  private static final int MOST_OCTETS = 2 << 20;
  private static final Map<String, String> TYPES =
      Map.of("svg", "image/svg+xml", "png", "image/png", "jpg", "image/jpeg", "gif", "image/gif");

  /** How files of each type begin, but for SVG, which is text. */
  private static final Map<String, String> BEGINNINGS =
      Map.of("png", "\u0089PNG", "jpg", "\u00ff\u00d8\u00ff", "gif", "GIF8");

  /** The address of an image; empty where the page may not show it. */
  Optional<String> address(String named) {
    String type = named.substring(named.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!TYPES.containsKey(type)) {
      return Optional.empty();
    }
    try {
      Path here = deck.toRealPath().getParent();
      Path file = here.resolve(named).toRealPath();
      if (!file.startsWith(here) && !file.startsWith(OwnPaths.of("").toRealPath())) {
        return Optional.empty();
      }
      byte[] content = RegularFile.read(file, MOST_OCTETS);
      return isImage(type, content)
          ? Optional.of(
              "data:" + TYPES.get(type) + ";base64," + Base64.getEncoder().encodeToString(content))
          : Optional.empty();
    } catch (IOException | FileRefusal | RuntimeException none) {
      return Optional.empty();
    }
  }

  private static boolean isImage(String type, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return type.equals("svg")
        ? text.stripLeading().startsWith("<") && text.contains("<svg")
        : text.startsWith(BEGINNINGS.get(type));
  }
}
