package passerelle.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file name that a stranger may choose: it means a place below a directory on every machine, and
 * the same everywhere. No part of it leads upwards, is hidden, looks like an option, or is a device
 * of Windows.
 *
 * @param parts directories, then the file; never empty
 */
record PortableName(List<String> parts) {
  static final int MOST_PARTS = 8;

  /** Of a part; file systems take 255, and some count otherwise. */
  static final int MOST_OCTETS = 120;

  private static final Pattern PART =
      Pattern.compile(
          "[\\p{javaLetter}\\p{Nd}\\p{Nl}\\p{No}_](?:[\\p{javaLetter}\\p{Nd}\\p{Nl}\\p{No}\\p{Mn}\\p{Mc}\\p{Me}_.,+=@"
              + " -]*[\\p{javaLetter}\\p{Nd}\\p{Nl}\\p{No}\\p{Mn}\\p{Mc}\\p{Me}_+=@-])?");

  /** Names of devices, whatever follows the first dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\\..*)?");

  /**
   * Takes a name apart.
   *
   * @throws FileRefusal when a stranger may not choose it
   */
  static PortableName of(String name) throws FileRefusal {
    List<String> parts = List.of(name.split("/", -1));
    if (parts.size() > MOST_PARTS || !parts.stream().allMatch(PortableName::isPortable)) {
      throw new FileRefusal(name, "name");
    }
    return new PortableName(parts);
  }

  private static boolean isPortable(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length <= MOST_OCTETS
        && PART.matcher(part).matches()
        && !DEVICE.matcher(part).matches();
  }

  /** The same for names that some file systems take for one. */
  String folded() {
    return String.join("/", parts).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
